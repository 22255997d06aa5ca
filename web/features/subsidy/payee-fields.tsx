/** The account to pay to, in a form as `payee`. */
import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'

export interface PayeeValues {
  accountName: string
  bankName: string
  accountNumber: string
}

export function PayeeFields({ beneficiaryName }: { beneficiaryName: string }) {
  const { t } = useTranslation()
  const required = { required: true, whitespace: true, message: t('common.required') }
  return (
    <>
      <Form.Item
        name={['payee', 'accountName']}
        label={t('subsidyMoney.accountName')}
        extra={t('subsidyMoney.accountNameHint', { name: beneficiaryName })}
        rules={[required]}
      >
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name={['payee', 'bankName']}
        label={t('subsidyMoney.bankName')}
        extra={t('subsidyMoney.bankNameHint')}
        rules={[required]}
      >
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      <Form.Item name={['payee', 'accountNumber']} label={t('subsidyMoney.accountNumber')} rules={[required]}>
        <Input inputMode="numeric" maxLength={60} autoComplete="off" />
      </Form.Item>
    </>
  )
}
