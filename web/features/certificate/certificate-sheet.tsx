/** The certificate of registration as it is printed, with the code that opens its check. */
import { QRCode } from 'antd'
import { useTranslation } from 'react-i18next'
import { amountInWords, formatYuan } from '#domain/money.ts'
import { useLabels } from '#web/ui/labels.ts'
import { readSite } from '#web/ui/site.ts'
import './certificate.css'
import type { Certificate } from './certificate-documents.ts'

/** The address at which anyone checks it. */
function verifyAddress(number: string, code: string): string {
  const search = new URLSearchParams({ number, code })
  return `${window.location.origin}/verify?${search}`
}

function Money({ fen }: { fen: number }) {
  const { t } = useTranslation()
  return (
    <>
      {formatYuan(BigInt(fen))} {t('common.yuan')}（{amountInWords(BigInt(fen))}）
    </>
  )
}

export function CertificateSheet({ certificate, code }: { certificate: Certificate; code: string }) {
  const { t } = useTranslation()
  const { label } = useLabels()
  const rows: [string, React.ReactNode][] = [
    [t('registration.number'), <strong key="number">{certificate.number}</strong>],
    [t('contract.title'), <bdi key="title">{certificate.title}</bdi>],
    [t('contract.buyer'), <bdi key="buyer">{certificate.buyerName}</bdi>],
    [t('contract.seller'), <bdi key="seller">{certificate.sellerName}</bdi>],
    [t('contract.type'), label('ContractType', certificate.type)],
    [t('contract.field'), label('TechnologyField', certificate.field)],
    [t('contract.amount'), <Money key="amount" fen={certificate.contractAmountFen} />],
    [t('registration.recognisedAmount'), <Money key="tech" fen={certificate.technologyAmountFen} />],
    [t('contract.signedOn'), certificate.signedOn],
    [t('registration.registeredOn'), certificate.registeredOn],
    [t('registration.registry'), <bdi key="registry">{certificate.registryName}</bdi>],
  ]
  return (
    <article className="certificate" lang="zh-CN">
      <h2>{t('registration.certificateTitle')}</h2>
      <p>{t('registration.certificateText')}</p>
      <dl>
        {rows.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <footer>
        <div>
          <p>
            {t('registration.verificationCode')}：<strong style={{ letterSpacing: '0.05em' }}>{code}</strong>
          </p>
          <p style={{ marginBottom: 0 }}>
            {t('registration.verifyAt', { address: `${window.location.origin}/verify` })}
          </p>
          {readSite().isDemo && <p style={{ marginBottom: 0 }}>{t('registration.demoMark')}</p>}
        </div>
        <div role="img" aria-label={t('registration.qrCode')}>
          <span aria-hidden="true">
            <QRCode
              value={verifyAddress(certificate.number, code)}
              type="svg"
              size={120}
              color="#1a1a1a"
              bgColor="#ffffff"
              bordered={false}
            />
          </span>
        </div>
      </footer>
    </article>
  )
}
