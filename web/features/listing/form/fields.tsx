/** Fields that the three forms share. Every one has a visible label. */
import { Col, Form, Input, InputNumber, Row, Select } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { IndustrySelect, RegionSelect } from '#web/ui/code-select.tsx'
import { DayInput } from '#web/ui/day-input.tsx'
import { type EnumName, useLabels } from '#web/ui/labels.ts'

interface FieldProps {
  name: string | (string | number)[]
  label: string
  hint?: string
}

export function LineField({ name, label, hint, maxLength }: FieldProps & { maxLength: number }) {
  return (
    <Form.Item name={name} label={label} extra={hint}>
      <Input maxLength={maxLength} />
    </Form.Item>
  )
}

export function ChoiceField({ name, label, of, many = false }: FieldProps & { of: EnumName; many?: boolean }) {
  const { options } = useLabels()
  return (
    <Form.Item name={name} label={label}>
      <Select {...(many && { mode: 'multiple' })} allowClear options={options(of)} optionFilterProp="label" />
    </Form.Item>
  )
}

/** A list of names, in the order typed. */
export function NamesField({ name, label, hint }: FieldProps) {
  const { t } = useTranslation()
  return (
    <Form.Item name={name} label={label} extra={hint ?? t('listing.addEntry')}>
      <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={['、', ';', '；', '\n']} />
    </Form.Item>
  )
}

export function RegionField({ name, label }: FieldProps) {
  return (
    <Form.Item name={name} label={label}>
      <RegionSelect />
    </Form.Item>
  )
}

export function IndustryField({ name, label }: FieldProps) {
  return (
    <Form.Item name={name} label={label}>
      <IndustrySelect />
    </Form.Item>
  )
}

export function DayField({ name, label }: FieldProps) {
  return (
    <Form.Item name={name} label={label}>
      <DayInput />
    </Form.Item>
  )
}

export function NumberField({ name, label, min, max }: FieldProps & { min: number; max: number }) {
  return (
    <Form.Item name={name} label={label}>
      <InputNumber min={min} max={max} precision={0} style={{ width: '100%' }} />
    </Form.Item>
  )
}

/** Two fields beside each other where there is room. */
export function Pair({ children }: { children: [ReactNode, ReactNode] }) {
  return (
    <Row gutter={16}>
      <Col xs={24} md={12}>
        {children[0]}
      </Col>
      <Col xs={24} md={12}>
        {children[1]}
      </Col>
    </Row>
  )
}

export function ContactFields() {
  const { t } = useTranslation()
  return (
    <>
      <LineField
        name={['contact', 'name']}
        label={t('listing.contactName')}
        hint={t('listing.contactHint')}
        maxLength={100}
      />
      <Pair>
        <LineField name={['contact', 'phone']} label={t('listing.contactPhone')} maxLength={40} />
        <LineField name={['contact', 'email']} label={t('listing.contactEmail')} maxLength={254} />
      </Pair>
    </>
  )
}
