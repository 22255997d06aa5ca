import { Menu } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'react-router'
import { currentEntry, type MenuEntry } from './menus.ts'

interface NavMenuProps {
  entries: readonly MenuEntry[]
  mode: 'horizontal' | 'inline'
  onChosen?(): void
}

export function NavMenu({ entries, mode, onChosen }: NavMenuProps) {
  const { t } = useTranslation()
  const { pathname } = useLocation()
  const current = currentEntry(entries, pathname)
  return (
    <Menu
      mode={mode}
      selectedKeys={current ? [current.path] : []}
      onClick={() => onChosen?.()}
      items={entries.map(({ path, word }) => ({
        key: path,
        label: (
          <Link to={path} aria-current={current?.path === path ? 'page' : undefined}>
            {t(`shell.nav.${word}`)}
          </Link>
        ),
      }))}
      style={{ borderInlineEnd: 'none', flex: 1, minWidth: 0, background: 'transparent', borderBottom: 'none' }}
    />
  )
}
