import { FactDesk } from '#web/features/fact/fact-desk.tsx'

export function FactsPage() {
  return <FactDesk />
}
