/** Light and dark. One accent colour; the greys of secondary text are darkened to reach WCAG AA. */
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

export function themeConfig(isDark: boolean): ThemeConfig {
  return {
    algorithm: isDark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      fontFamily: font,
      colorPrimary: isDark ? '#4a8fe0' : '#1f5aa6',
      colorInfo: isDark ? '#4a8fe0' : '#1f5aa6',
      colorLink: isDark ? '#7db2f0' : '#1f5aa6',
      borderRadius: 4,
      ...(isDark
        ? { colorTextTertiary: 'rgba(255,255,255,0.65)', colorTextDescription: 'rgba(255,255,255,0.65)' }
        : {
            colorBgLayout: '#f4f6f9',
            colorPrimaryBg: '#e8f0fa',
            colorInfoBg: '#eef4fb',
            colorInfoBorder: '#b9cfe8',
            colorTextTertiary: 'rgba(0,0,0,0.62)',
            colorTextDescription: 'rgba(0,0,0,0.62)',
            colorTextPlaceholder: 'rgba(0,0,0,0.55)',
          }),
    },
    components: {
      Layout: { headerPadding: '0 16px', headerHeight: 56, headerBg: isDark ? '#141414' : '#ffffff' },
      Descriptions: { itemPaddingBottom: 8 },
      Table: { cellPaddingBlockSM: 6 },
    },
  }
}
