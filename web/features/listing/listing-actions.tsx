/** The steps of a listing's life as buttons. The server says which are possible; a button that is off says why. */
import { App, Button, Flex } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Library } from '#domain/listing.ts'
import { graphql } from '#web/api/graphql.ts'
import { type Failure, invalidParts, type Outcome, refusedParts } from '#web/api/outcome.ts'
import { useCommand } from '#web/api/use-command.ts'
import { FailureAlert } from '#web/ui/failure.tsx'
import { FormDialog } from '#web/ui/form-dialog.tsx'
import { listingPath, listingTypes } from '#web/ui/library.ts'
import { TextField } from '#web/ui/text-field.tsx'
import { isWorthShowing, VerdictButton } from '#web/ui/verdict-button.tsx'
import { type Frame, frameParts } from './listing-parts.ts'

const movedParts = graphql(
  `
    fragment MovedParts on ListingMoved {
      listing {
        __typename
        ...FrameParts
      }
    }
  `,
  [frameParts],
)
const parts = [movedParts, refusedParts, invalidParts] as const

const submitMutation = graphql(
  `
    mutation SubmitListing($id: ID!) {
      submitListing(id: $id) {
        __typename
        ...MovedParts
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  parts,
)
const publishMutation = graphql(
  `
    mutation PublishListing($id: ID!) {
      publishListing(id: $id) {
        __typename
        ...MovedParts
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  parts,
)
const returnMutation = graphql(
  `
    mutation ReturnListing($id: ID!, $reason: String!) {
      returnListing(id: $id, reason: $reason) {
        __typename
        ...MovedParts
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  parts,
)
const withdrawMutation = graphql(
  `
    mutation WithdrawListing($id: ID!, $reason: String!) {
      withdrawListing(id: $id, reason: $reason) {
        __typename
        ...MovedParts
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  parts,
)
const renewMutation = graphql(
  `
    mutation RenewListing($id: ID!) {
      renewListing(id: $id) {
        __typename
        ...MovedParts
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  parts,
)

export type Step = 'submit' | 'publish' | 'return' | 'withdraw' | 'renew'

const touched = Object.values(listingTypes)

/** Takes a step; for `return` and `withdraw` with a reason. */
export function useListingStep(): (step: Step, id: string, reason: string) => Promise<Outcome<unknown>> {
  const submit = useCommand(submitMutation, 'submitListing', touched)
  const publish = useCommand(publishMutation, 'publishListing', touched)
  const giveBack = useCommand(returnMutation, 'returnListing', touched)
  const withdraw = useCommand(withdrawMutation, 'withdrawListing', touched)
  const renew = useCommand(renewMutation, 'renewListing', touched)
  return (step, id, reason) => {
    if (step === 'return') return giveBack.send({ id, reason })
    if (step === 'withdraw') return withdraw.send({ id, reason })
    const plain = { submit, publish, renew }[step]
    return plain.send({ id })
  }
}

interface ReasonDialogProps {
  step: 'return' | 'withdraw'
  onAnswer(reason: string): Promise<Failure | null>
  onClose(): void
}

function ReasonDialog({ step, onAnswer, onClose }: ReasonDialogProps) {
  const { t } = useTranslation()
  return (
    <FormDialog<{ reason?: string }>
      isOpen
      title={t(`listing.act.${step}`)}
      submitText={t(`listing.act.${step}`)}
      isDanger={step === 'withdraw'}
      onClose={onClose}
      onSubmit={({ reason = '' }) => onAnswer(reason.trim())}
    >
      <TextField
        name="reason"
        label={t(step === 'return' ? 'listing.returnReason' : 'listing.withdrawReason')}
        hint={t(step === 'return' ? 'listing.returnReasonHint' : 'listing.withdrawConfirm')}
        maxLength={2000}
        isRequired={step === 'return'}
      />
    </FormDialog>
  )
}

interface ActionsProps {
  library: Library
  id: string
  can: Frame['viewerCan']
  onFailure(failure: Failure | null): void
}

const withReason = ['return', 'withdraw'] as const

export function ListingActions({ library, id, can, onFailure }: ActionsProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const takeStep = useListingStep()
  const [asking, setAsking] = useState<'return' | 'withdraw' | null>(null)
  const [running, setRunning] = useState<Step | null>(null)
  const take = async (step: Step, reason = ''): Promise<Failure | null> => {
    onFailure(null)
    setRunning(step)
    const outcome = await takeStep(step, id, reason)
    setRunning(null)
    if (!outcome.ok) return outcome.failure
    message.success(t(`listing.done.${step}`))
    return null
  }
  const steps = (['submit', 'publish', 'renew', 'return', 'withdraw'] as const).filter(step =>
    isWorthShowing(can[step]),
  )
  return (
    <>
      {can.edit.allowed && (
        <Button onClick={() => navigate(`${listingPath(library, id)}/edit`)}>{t('listing.act.edit')}</Button>
      )}
      {steps.map(step => (
        <VerdictButton
          key={step}
          verdict={can[step]}
          loading={running === step}
          type={step === 'submit' || step === 'publish' ? 'primary' : 'default'}
          danger={step === 'withdraw'}
          onClick={() => {
            const asked = withReason.find(other => other === step)
            if (asked) setAsking(asked)
            else void take(step).then(onFailure)
          }}
        >
          {t(`listing.act.${step}`)}
        </VerdictButton>
      ))}
      {asking && (
        <ReasonDialog step={asking} onAnswer={reason => take(asking, reason)} onClose={() => setAsking(null)} />
      )}
    </>
  )
}

/** The same steps at the end of a row of the desk, with what went wrong under them. */
export function RowActions(props: Omit<ActionsProps, 'onFailure'>) {
  const [failure, setFailure] = useState<Failure | null>(null)
  return (
    <Flex vertical gap="small" align="end">
      <Flex wrap gap="small">
        <ListingActions {...props} onFailure={setFailure} />
      </Flex>
      {failure && <FailureAlert failure={failure} />}
    </Flex>
  )
}
