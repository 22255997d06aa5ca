/** Who is signed in and for whom; or the way in. */
import { LogoutOutlined, SettingOutlined, UserOutlined } from '@ant-design/icons'
import { Button, Dropdown, Space } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { graphql } from '#web/api/graphql.ts'
import { invalidParts, refusedParts } from '#web/api/outcome.ts'
import { useCommand } from '#web/api/use-command.ts'
import { useViewer } from '#web/api/viewer.tsx'

const signOutMutation = graphql(
  `
    mutation SignOut {
      signOut {
        __typename
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [refusedParts, invalidParts],
)

/** A long name does not push the menu beside it away. */
const shortened = { maxWidth: 180, overflow: 'hidden', textOverflow: 'ellipsis' } as const

export function PersonMenu({ isNarrow }: { isNarrow: boolean }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { viewer, isLoading, refresh } = useViewer()
  const signOut = useCommand(signOutMutation, 'signOut')
  if (isLoading) return null
  if (!viewer)
    return (
      <Space>
        {!isNarrow && <Link to="/sign-up">{t('shell.signUp')}</Link>}
        <Button type="primary" onClick={() => navigate('/sign-in')}>
          {t('shell.signIn')}
        </Button>
      </Space>
    )
  const acting = viewer.acting?.organisation.name
  const leave = async () => {
    await signOut.send({})
    await refresh()
    navigate('/')
  }
  return (
    <Space>
      {!isNarrow && <Link to="/workbench">{t('shell.nav.workbench')}</Link>}
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            {
              key: 'who',
              disabled: true,
              label: <bdi>{acting ? t('shell.actingFor', { organisation: acting }) : t('shell.actingForNobody')}</bdi>,
            },
            { type: 'divider' },
            { key: 'account', icon: <SettingOutlined />, label: <Link to="/account">{t('shell.account')}</Link> },
            { key: 'leave', icon: <LogoutOutlined />, label: t('shell.signOut'), onClick: leave },
          ],
        }}
      >
        <Button type="text" icon={<UserOutlined />} aria-label={t('account.signedInAs', { name: viewer.displayName })}>
          {!isNarrow && <bdi style={shortened}>{viewer.displayName}</bdi>}
        </Button>
      </Dropdown>
    </Space>
  )
}
