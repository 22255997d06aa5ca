import { Badge, Space, Tabs } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { OrganisationDesk } from '#web/features/desk/organisation-desk.tsx'
import { useUnverifiedCount } from '#web/features/desk/organisation-todos.tsx'
import { useListingCounts } from '#web/features/listing/listing-counts.tsx'
import { ListingDesk } from '#web/features/listing/listing-desk.tsx'
import { libraryPaths } from '#web/ui/library.ts'
import { Page } from '#web/ui/page.tsx'

const nouns = ['demand', 'achievement', 'expert'] as const

function Counted({ label, count }: { label: string; count: number }) {
  return (
    <Space size={4}>
      {label}
      <Badge count={count} size="small" color="blue" />
    </Space>
  )
}

export function DeskPage() {
  const { t } = useTranslation()
  const [address, setAddress] = useSearchParams()
  const counts = useListingCounts('DESK', 'SUBMITTED')
  const organisations = useUnverifiedCount()
  return (
    <Page title={t('office.desk')}>
      <Tabs
        activeKey={address.get('tab') ?? libraryPaths.demand}
        onChange={tab => setAddress({ tab })}
        destroyOnHidden
        items={[
          ...nouns.map(noun => ({
            key: libraryPaths[noun],
            label: <Counted label={t(`listing.${noun}.one`)} count={counts[noun]} />,
            children: <ListingDesk library={noun} />,
          })),
          {
            key: 'organisations',
            label: <Counted label={t('office.deskOrganisations')} count={organisations} />,
            children: <OrganisationDesk />,
          },
        ]}
      />
    </Page>
  )
}
