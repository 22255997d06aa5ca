/** Light and dark, moving or at rest as the person's system asks. One accent colour; the greys of secondary text are darkened to reach WCAG AA. */
import { type ThemeConfig, theme } from 'antd'
import { useSyncExternalStore } from 'react'

export const appearances = ['system', 'light', 'dark'] as const
export type Appearance = (typeof appearances)[number]

const rememberedAs = 'jiebang.appearance'
const listeners = new Set<() => void>()

function readAppearance(): Appearance {
  try {
    const stored = localStorage.getItem(rememberedAs)
    return appearances.find(appearance => appearance === stored) ?? 'system'
  } catch {
    return 'system'
  }
}

let current: Appearance = readAppearance()
const prefersRest = window.matchMedia('(prefers-reduced-motion: reduce)')
const prefersDark = window.matchMedia('(prefers-color-scheme: dark)')
prefersDark.addEventListener('change', () => {
  for (const listener of listeners) listener()
})

export function chooseAppearance(appearance: Appearance): void {
  current = appearance
  try {
    localStorage.setItem(rememberedAs, appearance)
  } catch {
    // Not remembered, but shown.
  }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useAppearance(): { appearance: Appearance; isDark: boolean } {
  const appearance = useSyncExternalStore(subscribe, () => current)
  const isDark = useSyncExternalStore(subscribe, () =>
    current === 'system' ? prefersDark.matches : current === 'dark',
  )
  return { appearance, isDark }
}

const font =
  "system-ui, -apple-system, 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"

/** Words in the colours of tags reach 4.5:1 on the pale grounds that the library gives them. */
const lightTokens = {
  colorPrimary: '#1f5aa6',
  colorInfo: '#1f5aa6',
  colorLink: '#1f5aa6',
  colorPrimaryBg: '#e8f0fa',
  colorPrimaryBgHover: '#d9e6f5',
  colorInfoBg: '#eef4fb',
  colorInfoBorder: '#b9cfe8',
  green7: '#2a7a08',
  'green-7': '#2a7a08',
  gold7: '#8a5a00',
  'gold-7': '#8a5a00',
  orange7: '#ad4e00',
  'orange-7': '#ad4e00',
  red7: '#c4161f',
  'red-7': '#c4161f',
  colorError: '#c4161f',
  colorErrorBg: '#fff1f0',
  colorErrorBorder: '#ffccc7',
  colorSuccess: '#2f7d0f',
  colorSuccessBg: '#f6ffed',
  colorSuccessBorder: '#b7eb8f',
  colorWarning: '#b86e00',
  colorWarningBg: '#fffbe6',
  colorWarningBorder: '#ffe58f',
  colorBgLayout: '#f4f6f9',
  colorTextTertiary: 'rgba(0,0,0,0.62)',
  colorTextDescription: 'rgba(0,0,0,0.62)',
  colorTextPlaceholder: 'rgba(0,0,0,0.55)',
}

const darkTokens = {
  colorPrimary: '#3f7fcc',
  colorInfo: '#3f7fcc',
  colorLink: '#7db2f0',
  colorError: '#ff6b6e',
  colorTextTertiary: 'rgba(255,255,255,0.65)',
  colorTextDescription: 'rgba(255,255,255,0.65)',
  colorTextPlaceholder: 'rgba(255,255,255,0.58)',
}

export function themeConfig(isDark: boolean): ThemeConfig {
  const accent = isDark ? '#7db2f0' : '#1f5aa6'
  return {
    algorithm: isDark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: { fontFamily: font, borderRadius: 4, motion: !prefersRest.matches, ...(isDark ? darkTokens : lightTokens) },
    components: {
      Layout: { headerPadding: '0 16px', headerHeight: 56, headerBg: isDark ? '#141414' : '#ffffff' },
      Menu: { itemSelectedColor: accent, horizontalItemSelectedColor: accent },
      Tabs: { itemSelectedColor: accent },
      Descriptions: { itemPaddingBottom: 8 },
      Table: { cellPaddingBlockSM: 6 },
    },
  }
}
