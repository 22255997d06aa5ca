import { BulbOutlined, TranslationOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import { changeLanguage, currentLanguage } from '#web/i18n/start.ts'
import { appearances, chooseAppearance, useAppearance } from '#web/ui/appearance.ts'

const words = { light: 'shell.themeLight', dark: 'shell.themeDark', system: 'shell.themeSystem' } as const

export function PreferenceButtons() {
  const { t } = useTranslation()
  const { appearance } = useAppearance()
  const other = currentLanguage() === 'en' ? 'zh-CN' : 'en'
  return (
    <>
      <Button
        type="text"
        icon={<TranslationOutlined />}
        onClick={() => changeLanguage(other)}
        aria-label={`${other === 'en' ? 'EN' : '中文'} ${t('shell.language')}`}
      >
        <span lang={other}>{other === 'en' ? 'EN' : '中文'}</span>
      </Button>
      <Dropdown
        trigger={['click']}
        menu={{
          selectedKeys: [appearance],
          items: appearances.map(key => ({ key, label: t(words[key]), onClick: () => chooseAppearance(key) })),
        }}
      >
        <Button type="text" icon={<BulbOutlined />} aria-label={t('shell.theme')} />
      </Dropdown>
    </>
  )
}
