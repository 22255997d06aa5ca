/** A small form over the page, for a step that needs a reason or a figure. What was typed stays when it fails. */
import { ConfigProvider, Flex, Form, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '#web/api/outcome.ts'
import { FailureAlert } from './failure.tsx'
import { showFailure } from './form-failure.ts'

interface FormDialogProps<V extends object> {
  title: string
  submitText: string
  isOpen: boolean
  isDanger?: boolean
  lead?: ReactNode
  initialValues?: Partial<V>
  width?: number
  onClose(): void
  /** Sends it; a failure is shown in the dialog, null closes it. */
  onSubmit(values: V): Promise<Failure | null>
  /** Translates a path of the API to a field of the form, or drops it. */
  nameOf?: (path: string) => (string | number)[] | null
  children?: ReactNode
}

/**
 * Lists unfold within the dialog. In the page they would move with it, away from under the pointer: a press on an
 * option was then released beside it, and the list stayed open.
 */
function withinDialog(field?: HTMLElement): HTMLElement {
  return field?.closest<HTMLElement>('.ant-modal-wrap') ?? document.body
}

export function FormDialog<V extends object>(props: FormDialogProps<V>) {
  const { t } = useTranslation()
  const [form] = Form.useForm<V>()
  const [failure, setFailure] = useState<Failure | null>(null)
  const [isRunning, setRunning] = useState(false)
  const submit = async (values: V) => {
    setFailure(null)
    setRunning(true)
    const found = await props.onSubmit(values)
    setRunning(false)
    if (found) return setFailure(showFailure(form, found, props.nameOf))
    form.resetFields()
    props.onClose()
  }
  return (
    <Modal
      open={props.isOpen}
      title={props.title}
      okText={props.submitText}
      cancelText={t('common.cancel')}
      okButtonProps={{ loading: isRunning, danger: props.isDanger ?? false }}
      onOk={() => form.submit()}
      onCancel={props.onClose}
      width={props.width ?? 560}
      mask={{ closable: false }}
    >
      <Flex vertical gap="middle">
        {props.lead}
        {failure && <FailureAlert failure={failure} />}
        <Form
          form={form}
          layout="vertical"
          onFinish={submit}
          initialValues={props.initialValues ?? {}}
          scrollToFirstError={{ focus: true }}
        >
          <ConfigProvider getPopupContainer={withinDialog}>{props.children}</ConfigProvider>
        </Form>
      </Flex>
    </Modal>
  )
}
