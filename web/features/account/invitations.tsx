/** Organisations that ask the person to join. Until the answer is yes, an invitation gives and takes nothing. */
import { Alert, Button, Flex } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery } from 'urql'
import type { Failure } from '#web/api/outcome.ts'
import { useCommand } from '#web/api/use-command.ts'
import { useViewer } from '#web/api/viewer.tsx'
import { FailureAlert } from '#web/ui/failure.tsx'
import { useLabels } from '#web/ui/labels.ts'
import { acceptMembershipMutation, declineMembershipMutation, invitationsQuery } from './invitation-documents.ts'

export function Invitations() {
  const { t } = useTranslation()
  const { label } = useLabels()
  const { refresh } = useViewer()
  const [{ data }] = useQuery({ query: invitationsQuery })
  const [failure, setFailure] = useState<Failure | null>(null)
  const accept = useCommand(acceptMembershipMutation, 'acceptMembership')
  const decline = useCommand(declineMembershipMutation, 'declineMembership')
  const isRunning = accept.isRunning || decline.isRunning
  const answer = async (command: typeof accept | typeof decline, membershipId: string) => {
    const outcome = await command.send({ membershipId })
    if (!outcome.ok) return setFailure(outcome.failure)
    setFailure(null)
    await refresh()
  }
  return (
    <Flex vertical gap="small">
      {failure && <FailureAlert failure={failure} />}
      {data?.viewer?.invitations.map(({ id, role, organisation }) => (
        <Alert
          key={id}
          type="info"
          showIcon
          title={t('account.invitation', { name: organisation.name, role: label('Role', role) })}
          description={`${label('OrganisationKind', organisation.kind)} · ${label('OrganisationState', organisation.state)}. ${t('account.invitationHint')}`}
          action={
            <Flex gap="small">
              <Button size="small" type="primary" disabled={isRunning} onClick={() => answer(accept, id)}>
                {t('account.acceptInvitation')}
              </Button>
              <Button size="small" disabled={isRunning} onClick={() => answer(decline, id)}>
                {t('account.declineInvitation')}
              </Button>
            </Flex>
          }
        />
      ))}
    </Flex>
  )
}
