/** One field of the form: label, help, the control, and what is wrong with just this. */
import { Form, Input, Select } from 'antd'
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Document } from 'yaml'
import { packProblemText } from '#web/i18n/pack-problems.ts'
import { textOf, usePackEditor, valueAt } from './editor-context.tsx'
import { type Path, setValue } from './pack-document.ts'

interface PackFieldProps {
  label: ReactNode
  help?: ReactNode
  path: Path
  isRequired?: boolean
  /** Also problems of what stands below the path. */
  isDeep?: boolean
  children: (id: string) => ReactNode
}

export function PackField({ label, help, path, isRequired = false, isDeep = false, children }: PackFieldProps) {
  const { t } = useTranslation()
  const id = useId()
  const { problems, notices } = usePackEditor()
  const name = path.join('.')
  const look = notices.filter(notice => notice.path === name)
  const own = problems.filter(problem => problem.path === name || (isDeep && problem.path.startsWith(`${name}.`)))
  return (
    <Form.Item
      data-path={name}
      label={label}
      htmlFor={id}
      required={isRequired}
      {...(help ? { extra: help } : {})}
      {...(own.length > 0
        ? { validateStatus: 'error' as const, help: own.map(packProblemText).join(t('common.semicolon')) }
        : look.length > 0
          ? {
              validateStatus: 'warning' as const,
              help: look.map(({ kind }) => t(`policyNotice.${kind}`)).join(''),
            }
          : {})}
      style={{ marginBottom: 12 }}
    >
      {children(id)}
    </Form.Item>
  )
}

interface TextFieldProps {
  label: string
  help?: ReactNode
  path: Path
  isRequired?: boolean
  rows?: number
  placeholder?: string
  /** What an emptied field becomes: nothing, or null where the key must stay. */
  empty?: null
  onWritten?: (text: string) => void
}

export function PackText({
  label,
  help,
  path,
  isRequired = false,
  rows,
  placeholder,
  empty,
  onWritten,
}: TextFieldProps) {
  const { data, change, isReadOnly } = usePackEditor()
  const value = textOf(valueAt(data, path))
  const write = (text: string) => {
    change(document => setValue(document, path, text === '' && !isRequired ? empty : text))
    onWritten?.(text)
  }
  return (
    <PackField label={label} help={help} path={path} isRequired={isRequired}>
      {id =>
        rows ? (
          <Input.TextArea
            id={id}
            value={value}
            rows={rows}
            disabled={isReadOnly}
            placeholder={placeholder}
            onChange={event => write(event.target.value)}
          />
        ) : (
          <Input
            id={id}
            value={value}
            disabled={isReadOnly}
            placeholder={placeholder}
            autoComplete="off"
            onChange={event => write(event.target.value)}
          />
        )
      }
    </PackField>
  )
}

export interface Choice {
  value: string
  label: string
}

interface ChoiceFieldProps {
  label: string
  help?: ReactNode
  path: Path
  isRequired?: boolean
  options: readonly Choice[]
  /** What the language takes when nothing is written. */
  initial?: string
  mayClear?: boolean
  /** What else the choice changes, in the same step. */
  also?: (document: Document, chosen: string | undefined) => void
}

/** A menu; what the text says otherwise (a list, a choice between readings) is shown as it is and left alone. */
export function PackChoice({
  label,
  help,
  path,
  isRequired = false,
  options,
  initial,
  mayClear = false,
  also,
}: ChoiceFieldProps) {
  const { data, change, isReadOnly } = usePackEditor()
  const value = valueAt(data, path)
  const isText = value === undefined || value === null || typeof value === 'string'
  return (
    <PackField label={label} help={help} path={path} isRequired={isRequired}>
      {id =>
        isText ? (
          <Select
            id={id}
            value={value ?? initial}
            options={[...options]}
            disabled={isReadOnly}
            allowClear={mayClear}
            showSearch={{ optionFilterProp: 'label' }}
            onChange={(chosen: string | undefined) =>
              change(document => {
                setValue(document, path, chosen)
                also?.(document, chosen)
              })
            }
            style={{ width: '100%' }}
          />
        ) : (
          <code id={id} style={{ overflowWrap: 'anywhere' }}>
            {JSON.stringify(value)}
          </code>
        )
      }
    </PackField>
  )
}
