/** A certificate by number and code: as a sheet to print, or as the answer to whoever checks it. */
import { PrinterOutlined } from '@ant-design/icons'
import { Alert, Button, Card, Col, Flex, Form, Input, Row } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery } from 'urql'
import { type Failure, readOutcome } from '#web/api/outcome.ts'
import { FailureAlert } from '#web/ui/failure.tsx'
import { Waiting } from '#web/ui/waiting.tsx'
import { type Certificate, certificateQuery } from './certificate-documents.ts'
import { CertificateSheet } from './certificate-sheet.tsx'

interface CodeProps {
  number: string
  code: string
}

function useCertificate({ number, code }: CodeProps) {
  const isAsked = number !== '' && code !== ''
  const [{ data, error }, ask] = useQuery({
    query: certificateQuery,
    variables: { number, code },
    pause: !isAsked,
    requestPolicy: 'network-only',
  })
  return { isAsked, outcome: readOutcome(data?.verifyCertificate, error), retry: () => ask() }
}

/** To print. */
export function PrintableCertificate({ number, code }: CodeProps) {
  const { t } = useTranslation()
  const { outcome, retry } = useCertificate({ number, code })
  if (!outcome) return <Waiting />
  if (!outcome.ok) return <FailureAlert failure={outcome.failure} onRetry={retry} />
  return (
    <Flex vertical gap="middle">
      <div className="no-print">
        <Button type="primary" icon={<PrinterOutlined />} onClick={() => window.print()}>
          {t('registration.print')}
        </Button>
      </div>
      <CertificateSheet certificate={outcome.value} code={code} />
    </Flex>
  )
}

function Found({ certificate, code }: { certificate: Certificate; code: string }) {
  const { t } = useTranslation()
  const isInForce = certificate.state === 'REGISTERED'
  return (
    <Flex vertical gap="middle">
      <Alert
        type={isInForce ? 'success' : 'warning'}
        showIcon
        title={t(isInForce ? 'registration.valid' : 'registration.invalidated')}
        description={certificate.deregisteredOn && `${t('registration.deregisteredOn')}：${certificate.deregisteredOn}`}
      />
      <CertificateSheet certificate={certificate} code={code} />
    </Flex>
  )
}

function Missed({ failure, onRetry }: { failure: Failure; onRetry(): void }) {
  const { t } = useTranslation()
  if (failure.kind !== 'refused') return <FailureAlert failure={failure} onRetry={onRetry} />
  return (
    <Alert
      type="error"
      role="alert"
      showIcon
      title={t('registration.notValid')}
      description={t('registration.notValidHint')}
    />
  )
}

interface VerificationProps extends CodeProps {
  onAsk(asked: CodeProps): void
}

/** For anyone: number and code in, the answer under it. */
export function Verification({ number, code, onAsk }: VerificationProps): ReactNode {
  const { t } = useTranslation()
  const { isAsked, outcome, retry } = useCertificate({ number, code })
  const required = { required: true, whitespace: true, message: t('common.required') }
  return (
    <Flex vertical gap="middle">
      <Card>
        <Form layout="vertical" initialValues={{ number, code }} onFinish={onAsk} requiredMark={false}>
          <Row gutter={16}>
            <Col xs={24} md={10}>
              <Form.Item name="number" label={t('registration.number')} rules={[required]}>
                <Input maxLength={40} inputMode="numeric" autoComplete="off" />
              </Form.Item>
            </Col>
            <Col xs={24} md={10}>
              <Form.Item
                name="code"
                label={t('registration.verificationCode')}
                extra={t('registration.verifyHint')}
                rules={[required]}
              >
                <Input maxLength={40} autoComplete="off" />
              </Form.Item>
            </Col>
            <Col xs={24} md={4}>
              <Form.Item label={<span aria-hidden="true"> </span>} colon={false}>
                <Button type="primary" htmlType="submit" block>
                  {t('registration.verifyButton')}
                </Button>
              </Form.Item>
            </Col>
          </Row>
        </Form>
      </Card>
      <div aria-live="polite">
        {isAsked && !outcome && <Waiting />}
        {isAsked && outcome && !outcome.ok && <Missed failure={outcome.failure} onRetry={retry} />}
        {isAsked && outcome?.ok && <Found certificate={outcome.value} code={code} />}
      </div>
    </Flex>
  )
}
