/** 拨付通知: what the unit files of a payment, on one sheet: whose, under which clause, how much, by which payment of the bank. */
import { PrinterOutlined } from '@ant-design/icons'
import { Button, Card, Descriptions, Empty, Flex, Typography } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { amountInWords, formatYuan } from '#domain/money.ts'
import { Page } from '#web/ui/page.tsx'
import { OwnerName } from '#web/ui/result-row.tsx'
import { useWindowText } from '#web/ui/window-text.ts'
import type { Determination } from './determination-documents.ts'
import { determinationPath } from './determination-list.tsx'

function useRows(
  { trace, beneficiary, bureau, window, payee }: Determination,
  payment: Payment,
): [string, ReactNode][] {
  const { t } = useTranslation()
  const windowText = useWindowText()
  const amount = `${formatYuan(BigInt(payment.amountFen))} ${t('common.yuan')}`
  return [
    [t('subsidy.beneficiary'), <OwnerName key="who" owner={beneficiary} />],
    [t('subsidy.policy'), trace.policyTitle],
    [t('subsidy.clause'), `${trace.clauseNumber} ${trace.clauseTitle}`],
    [t('subsidy.rule'), trace.title],
    [t('subsidy.window'), windowText(window)],
    [t('subsidy.amount'), `${amount}（${amountInWords(BigInt(payment.amountFen))}）`],
    [t('subsidyMoney.payee'), payee && `${payee.accountName} · ${payee.bankName} · ${payee.accountNumber}`],
    [t('subsidyMoney.paidOn'), payment.paidOn],
    [t('subsidyMoney.batch'), payment.batch],
    [t('subsidyMoney.bankReference'), payment.bankReference],
    [t('subsidyMoney.paidBy'), <OwnerName key="bureau" owner={bureau} />],
  ]
}

type Payment = NonNullable<Determination['payment']>

function Notice({ determination, payment }: { determination: Determination; payment: Payment }) {
  const { t } = useTranslation()
  const rows = useRows(determination, payment)
  return (
    <Card>
      <Typography.Paragraph>{t('subsidyMoney.noticeText')}</Typography.Paragraph>
      <Descriptions
        bordered
        size="small"
        column={1}
        items={rows.map(([label, value]) => ({
          key: label,
          label,
          children: <span style={{ overflowWrap: 'anywhere' }}>{value}</span>,
        }))}
      />
    </Card>
  )
}

export function PaymentNotice({ determination }: { determination: Determination }) {
  const { t } = useTranslation()
  const { id, payment } = determination
  return (
    <Page title={t('subsidyMoney.notice')}>
      {payment ? (
        <Notice determination={determination} payment={payment} />
      ) : (
        <Empty description={t('subsidyMoney.noticeNotYet')} />
      )}
      <Flex wrap gap="middle" align="center" className="no-print">
        {payment && (
          <Button type="primary" icon={<PrinterOutlined />} onClick={() => window.print()}>
            {t('subsidyMoney.print')}
          </Button>
        )}
        <Link to={determinationPath(id)}>{t('subsidyMoney.toDetermination')}</Link>
      </Flex>
    </Page>
  )
}
