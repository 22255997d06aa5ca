/** A claim: the account to pay to, and a document for each record that nothing in the register proves. */
import { UploadOutlined } from '@ant-design/icons'
import { Alert, App, Button, Flex, Form, Radio, Upload, type UploadFile } from 'antd'
import { useTranslation } from 'react-i18next'
import { useQuery } from 'urql'
import { readOutcome } from '#web/api/outcome.ts'
import { useCommand } from '#web/api/use-command.ts'
import { FailurePanel } from '#web/ui/failure.tsx'
import { FormDialog } from '#web/ui/form-dialog.tsx'
import { fieldPath } from '#web/ui/form-failure.ts'
import { Waiting } from '#web/ui/waiting.tsx'
import { touchesDetermination } from './determination-documents.ts'
import { type Claim, claimMutation, claimQuery, savePayeeMutation } from './money-commands.ts'
import { PayeeFields, type PayeeValues } from './payee-fields.tsx'

/** A record as a person names it: what it is and when; the id where nothing more is known. */
export type RecordName = (record: string, kind: string) => string

interface ClaimValues {
  account: 'known' | 'new'
  payee?: PayeeValues
  documents?: UploadFile[][]
}

interface ClaimDialogProps {
  id: string
  beneficiaryName: string
  nameOf?: RecordName
  isOpen: boolean
  onClose(): void
}

function AccountFields({ isKnown, beneficiaryName }: { isKnown: boolean; beneficiaryName: string }) {
  const { t } = useTranslation()
  const account = Form.useWatch<ClaimValues['account'] | undefined>('account')
  return (
    <>
      <Form.Item name="account" label={t('subsidyMoney.payee')} hidden={!isKnown}>
        <Radio.Group
          options={[
            { value: 'known', label: t('subsidyMoney.usePayee') },
            { value: 'new', label: t('subsidyMoney.givePayee') },
          ]}
        />
      </Form.Item>
      {(!isKnown || account === 'new') && <PayeeFields beneficiaryName={beneficiaryName} />}
    </>
  )
}

function DocumentFields({ missing, nameOf }: { missing: Claim['missing']; nameOf: RecordName }) {
  const { t } = useTranslation()
  if (missing.length === 0) return null
  return (
    <Flex vertical>
      <p style={{ marginTop: 0 }}>{t('subsidyMoney.missingTitle', { count: missing.length })}</p>
      {missing.map(({ record, kind }, i) => (
        <Form.Item
          key={record}
          name={['documents', i]}
          label={nameOf(record, kind)}
          extra={t('subsidyMoney.documentHint')}
          valuePropName="fileList"
          getValueFromEvent={(event: { fileList: UploadFile[] }) => event.fileList}
          rules={[{ required: true, type: 'array', min: 1, message: t('subsidyMoney.documentMissing') }]}
        >
          <Upload beforeUpload={() => false} maxCount={1} accept=".pdf,.png,.jpg,.jpeg,.ofd,.xml">
            <Button icon={<UploadOutlined />}>{t('subsidyMoney.pickDocument')}</Button>
          </Upload>
        </Form.Item>
      ))}
    </Flex>
  )
}

function ClaimForm({ claim, ...props }: ClaimDialogProps & { claim: Claim }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { send } = useCommand(claimMutation, 'claimSubsidy', touchesDetermination)
  const { missing, isPayeeKnown } = claim
  const submit = async ({ payee, documents = [] }: ClaimValues) => {
    const evidence = missing.flatMap(({ record }, i) => {
      const document = documents[i]?.[0]?.originFileObj
      return document ? [{ record, document }] : []
    })
    const outcome = await send({ id: props.id, payee: payee ?? null, evidence })
    if (!outcome.ok) return outcome.failure
    message.success(t('subsidyMoney.claimDone'))
    return null
  }
  return (
    <FormDialog<ClaimValues>
      title={t('subsidyMoney.claimTitle')}
      submitText={t('subsidyMoney.claim')}
      isOpen
      onClose={props.onClose}
      onSubmit={submit}
      nameOf={fieldPath}
      initialValues={{
        account: isPayeeKnown ? 'known' : 'new',
        payee: { accountName: props.beneficiaryName } as never,
      }}
      lead={
        <Alert
          type="info"
          showIcon
          title={t('subsidyMoney.claimLead')}
          description={missing.length === 0 && t('subsidyMoney.nothingMissing')}
        />
      }
    >
      <AccountFields isKnown={isPayeeKnown} beneficiaryName={props.beneficiaryName} />
      <DocumentFields missing={missing} nameOf={props.nameOf ?? (record => record)} />
    </FormDialog>
  )
}

function LoadedClaim(props: ClaimDialogProps) {
  const [{ data, error }, ask] = useQuery({
    query: claimQuery,
    variables: { id: props.id },
    requestPolicy: 'network-only',
  })
  const outcome = readOutcome(data?.subsidyClaim, error)
  if (!outcome) return <Waiting />
  if (!outcome.ok) return <FailurePanel failure={outcome.failure} onRetry={ask} />
  return <ClaimForm {...props} claim={outcome.value} />
}

export function ClaimDialog(props: ClaimDialogProps) {
  return props.isOpen ? <LoadedClaim {...props} /> : null
}

/** The account is given or corrected by itself: after it was told, or after the treasury could not pay to it. */
export function PayeeDialog({
  id,
  beneficiaryName,
  isOpen,
  onClose,
  payee,
}: ClaimDialogProps & { payee: PayeeValues | null }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { send } = useCommand(savePayeeMutation, 'savePayee', touchesDetermination)
  const submit = async (values: { payee: PayeeValues }) => {
    const outcome = await send({ id, payee: values.payee })
    if (!outcome.ok) return outcome.failure
    message.success(t('subsidyMoney.payeeSaved'))
    return null
  }
  const { accountName, bankName, accountNumber } = payee ?? {
    accountName: beneficiaryName,
    bankName: '',
    accountNumber: '',
  }
  return (
    <FormDialog<{ payee: PayeeValues }>
      title={t('subsidyMoney.savePayee')}
      submitText={t('common.save')}
      isOpen={isOpen}
      onClose={onClose}
      onSubmit={submit}
      nameOf={fieldPath}
      initialValues={{ payee: { accountName, bankName, accountNumber } }}
    >
      <PayeeFields beneficiaryName={beneficiaryName} />
    </FormDialog>
  )
}
