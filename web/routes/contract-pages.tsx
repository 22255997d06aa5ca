/** Contracts and their registration. */
import { useTranslation } from 'react-i18next'
import { useParams, useSearchParams } from 'react-router'
import { useViewer, type Viewer } from '#web/api/viewer.tsx'
import { PrintableCertificate, Verification } from '#web/features/certificate/certificate-page.tsx'
import type { Contract } from '#web/features/contract/contract-documents.ts'
import { EditContract, NewContract } from '#web/features/contract/contract-editor.tsx'
import { ContractList } from '#web/features/contract/contract-list.tsx'
import { ContractLoader, ContractView } from '#web/features/contract/contract-view.tsx'
import { RegistrationList } from '#web/features/registration/registration-list.tsx'
import { RegistrationLoader, RegistrationView } from '#web/features/registration/registration-view.tsx'
import { SubmitRegistration } from '#web/features/registration/submit-registration.tsx'
import { Page } from '#web/ui/page.tsx'
import { NotFoundPage } from './error-page.tsx'
import { SignedIn } from './signed-in.tsx'

function listLead(viewer: Viewer | null) {
  const kind = viewer?.acting?.organisation.kind
  if (kind === 'BUREAU') return 'contract.listLeadBureau'
  return kind === 'REGISTRY' ? 'contract.listLeadRegistry' : 'contract.listLead'
}

export function ContractsPage() {
  const { t } = useTranslation()
  const { viewer } = useViewer()
  return (
    <Page title={t('contract.list')} lead={t(listLead(viewer))}>
      <ContractList />
    </Page>
  )
}

export function NewContractPage() {
  const { t } = useTranslation()
  const [address] = useSearchParams()
  return (
    <SignedIn>
      {viewer => (
        <Page title={t('contract.createTitle')}>
          <NewContract challengeId={address.get('challenge') ?? ''} userId={viewer.id} />
        </Page>
      )}
    </SignedIn>
  )
}

const over: readonly string[] = ['REFUSED', 'DEREGISTERED', 'REVOKED']

function Registering({ contract }: { contract: Contract }) {
  const live = contract.registrations.find(({ state }) => !over.includes(state))
  const verdict = contract.viewerCan.submitRegistration
  if (live && !verdict.allowed) return null
  return (
    <SubmitRegistration
      contractId={contract.id}
      verdict={verdict}
      registryId={live?.registry.id ?? null}
      size="small"
    />
  )
}

export function ContractPage() {
  const { id = '' } = useParams()
  const { viewer } = useViewer()
  return (
    <ContractLoader id={id} absent={<NotFoundPage />}>
      {contract => (
        <ContractView
          contract={contract}
          actingId={viewer?.acting?.organisation.id ?? null}
          registering={<Registering contract={contract} />}
        />
      )}
    </ContractLoader>
  )
}

export function EditContractPage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  return (
    <SignedIn>
      {viewer => (
        <Page title={t('contract.editTitle')}>
          <ContractLoader id={id} absent={<NotFoundPage />}>
            {contract => <EditContract key={contract.id} contract={contract} userId={viewer.id} />}
          </ContractLoader>
        </Page>
      )}
    </SignedIn>
  )
}

export function RegistrationsPage() {
  const { t } = useTranslation()
  const { viewer } = useViewer()
  const isDesk = viewer?.acting?.organisation.kind === 'REGISTRY'
  return (
    <Page title={t(isDesk ? 'registration.desk' : 'registration.list')} lead={t('registration.listLead')}>
      <RegistrationList />
    </Page>
  )
}

export function RegistrationPage() {
  const { id = '' } = useParams()
  return (
    <RegistrationLoader id={id} absent={<NotFoundPage />}>
      {registration => <RegistrationView registration={registration} />}
    </RegistrationLoader>
  )
}

export function CertificatePage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  return (
    <RegistrationLoader id={id} absent={<NotFoundPage />}>
      {({ number, verificationCode }) =>
        number && verificationCode ? (
          <Page title={<span className="no-print">{t('registration.certificate')}</span>} plainTitle={number}>
            <PrintableCertificate number={number} code={verificationCode} />
          </Page>
        ) : (
          <NotFoundPage />
        )
      }
    </RegistrationLoader>
  )
}

/** Public: the address printed on every certificate. */
export function VerifyPage() {
  const { t } = useTranslation()
  const [address, setAddress] = useSearchParams()
  const asked = { number: address.get('number') ?? '', code: address.get('code') ?? '' }
  return (
    <Page title={t('registration.verify')} lead={t('registration.verifyLead')}>
      <Verification
        key={`${asked.number} ${asked.code}`}
        {...asked}
        onAsk={({ number, code }) => setAddress({ number: number.trim(), code: code.trim() })}
      />
    </Page>
  )
}
