import { useTranslation } from 'react-i18next'
import { InboxList } from '#web/features/inbox/inbox-list.tsx'
import { Page } from '#web/ui/page.tsx'
import { SignedIn } from './signed-in.tsx'

export function InboxPage() {
  const { t } = useTranslation()
  return (
    <SignedIn>
      {() => (
        <Page title={t('inbox.title')}>
          <InboxList />
        </Page>
      )}
    </SignedIn>
  )
}
