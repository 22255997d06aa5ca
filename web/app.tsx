import { App as AntApp, ConfigProvider, type ConfigProviderProps } from 'antd'
import * as enUS from 'antd/es/locale/en_US.js'
import * as zhCN from 'antd/es/locale/zh_CN.js'
import { useTranslation } from 'react-i18next'
import { RouterProvider } from 'react-router'
import { ApiProvider } from './api/viewer.tsx'
import { router } from './router.tsx'
import { themeConfig, useAppearance } from './ui/appearance.ts'

type AntLocale = NonNullable<ConfigProviderProps['locale']>

/** The package says CommonJS and is bundled as ESM: the words stand one level deeper for one of the two. */
function unwrap(module: unknown): AntLocale {
  const { default: inner } = module as { default: AntLocale | { default: AntLocale } }
  return 'default' in inner ? inner.default : inner
}

export function App() {
  const { i18n } = useTranslation()
  const { isDark } = useAppearance()
  return (
    <ConfigProvider
      theme={themeConfig(isDark)}
      locale={unwrap(i18n.language === 'en' ? enUS : zhCN)}
      componentSize="middle"
      button={{ autoInsertSpace: false }}
    >
      <AntApp message={{ duration: 5 }}>
        <ApiProvider>
          <RouterProvider router={router} />
        </ApiProvider>
      </AntApp>
    </ConfigProvider>
  )
}
