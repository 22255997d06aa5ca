/** Chinese first; English on request, remembered on this device. English is fetched only when somebody reads it. */
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Language as WordLanguage } from '#domain/words.ts'
import { type Words, zhCN } from './zh-CN.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: Words }
    returnNull: false
  }
}

export const languages = ['zh-CN', 'en'] as const
export type Language = (typeof languages)[number]

const rememberedAs = 'jiebang.language'

export function rememberedLanguage(): Language {
  try {
    return localStorage.getItem(rememberedAs) === 'en' ? 'en' : 'zh-CN'
  } catch {
    return 'zh-CN'
  }
}

async function loadWords(language: Language): Promise<void> {
  if (language === 'en' && !i18next.hasResourceBundle('en', 'translation')) {
    const { en } = await import('./en.ts')
    i18next.addResourceBundle('en', 'translation', en)
  }
}

export async function changeLanguage(language: Language): Promise<void> {
  await loadWords(language)
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
  try {
    localStorage.setItem(rememberedAs, language)
  } catch {
    // A browser that stores nothing still shows the language until it is closed.
  }
}

export async function startWords(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'zh-CN',
    // An English refusal falls back to the server's own words, never to Chinese.
    fallbackLng: false,
    resources: { 'zh-CN': { translation: zhCN } },
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  await changeLanguage(rememberedLanguage())
}

export function currentLanguage(): Language {
  return i18next.language === 'en' ? 'en' : 'zh-CN'
}

/** As the domain and files that are handed out name it. */
export function wordLanguage(): WordLanguage {
  return currentLanguage() === 'en' ? 'en' : 'zh'
}
