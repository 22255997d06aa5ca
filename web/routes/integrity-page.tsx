import { IntegrityDesk } from '#web/features/integrity/integrity-desk.tsx'

export function IntegrityPage() {
  return <IntegrityDesk />
}
