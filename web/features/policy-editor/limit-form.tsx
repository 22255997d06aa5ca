/** The most that is given: on the rule's own key, and on wider ones that several figures share. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Card, Col, Flex, Row, Select, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import type { FactBase } from '#domain/subsidy/facts/fact-tables.ts'
import { AmountInput } from './amount-input.tsx'
import { type Entry, isEntry, listAt, textOf, usePackEditor, valueAt } from './editor-context.tsx'
import { useFields } from './fact-words.ts'
import { addItem, freeId, type Path, removeItem, setValue } from './pack-document.ts'
import { PackField } from './pack-field.tsx'

export function LimitForm({ path, base }: { path: Path; base: FactBase }) {
  return (
    <>
      <Row gutter={12}>
        <Col xs={24} md={12}>
          <CapField path={path} />
        </Col>
        <Col xs={24} md={12}>
          <MinimumField path={path} />
        </Col>
      </Row>
      <WiderLimits path={[...path, 'limits']} base={base} />
    </>
  )
}

/** On the rule's own key; an amount that varies is written in the text. */
function CapField({ path }: { path: Path }) {
  const { t } = useTranslation()
  const { data, change, isReadOnly } = usePackEditor()
  const cap = valueAt(data, [...path, 'cap', 'amount'])
  const write = (written: string) =>
    change(document => {
      if (written === '') setValue(document, [...path, 'cap'], undefined)
      else if (cap === undefined) setValue(document, [...path, 'cap'], { amount: written })
      else setValue(document, [...path, 'cap', 'amount'], written)
    })
  return (
    <PackField label={t('policyEditor.cap')} path={[...path, 'cap']} isDeep help={t('policyEditor.capHelp')}>
      {id =>
        cap === undefined || typeof cap === 'string' ? (
          <AmountInput
            id={id}
            label={t('policyEditor.cap')}
            value={textOf(cap)}
            isReadOnly={isReadOnly}
            onChange={write}
          />
        ) : (
          <Typography.Text type="secondary">{t('policyEditor.figureInText')}</Typography.Text>
        )
      }
    </PackField>
  )
}

/** Under this nothing is paid, unless the text says that it is raised. */
function MinimumField({ path }: { path: Path }) {
  const { t } = useTranslation()
  const { data, change, isReadOnly } = usePackEditor()
  const minimum = valueAt(data, [...path, 'minimum', 'amount'])
  const write = (written: string) =>
    change(document => {
      if (written === '') setValue(document, [...path, 'minimum'], undefined)
      else if (minimum === undefined) setValue(document, [...path, 'minimum'], { amount: written, below: 'nothing' })
      else setValue(document, [...path, 'minimum', 'amount'], written)
    })
  return (
    <PackField
      label={t('policyEditor.minimum')}
      path={[...path, 'minimum']}
      isDeep
      help={t('policyEditor.minimumHelp')}
    >
      {id => (
        <AmountInput
          id={id}
          label={t('policyEditor.minimum')}
          value={textOf(minimum)}
          isReadOnly={isReadOnly}
          onChange={write}
        />
      )}
    </PackField>
  )
}

function WiderLimits({ path, base }: { path: Path; base: FactBase }) {
  const { t } = useTranslation()
  const { data, change, isReadOnly } = usePackEditor()
  const limits = listAt(data, path)
  const add = () =>
    change(document =>
      addItem(document, path, {
        id: freeId(limits.filter(isEntry), 'unit-year'),
        per: 'contract.sellerId',
        amount: '100万元',
      }),
    )
  return (
    <Flex vertical gap="small" style={{ marginBottom: 12 }}>
      {limits.map((limit, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a limit is known by its place, in the text too
        <Limit key={at} path={[...path, at]} limit={isEntry(limit) ? limit : {}} base={base} />
      ))}
      {!isReadOnly && (
        <Button
          type="dashed"
          size="small"
          icon={<PlusOutlined />}
          className="wrapping-button"
          style={{ alignSelf: 'start' }}
          onClick={add}
        >
          {t('policyEditor.addLimit')}
        </Button>
      )}
    </Flex>
  )
}

function Limit({ path, limit, base }: { path: Path; limit: Entry; base: FactBase }) {
  const { t } = useTranslation()
  const { change, isReadOnly } = usePackEditor()
  const { choices } = useFields(base)
  const set = (key: string, value: unknown) => change(document => setValue(document, [...path, key], value))
  const keys = [{ value: 'all', label: t('policyEditor.perAll') }, ...choices(['id', 'region'], 'record')]
  return (
    <Card size="small" type="inner">
      <PackField label={t('policyEditor.limit')} path={path} isDeep help={t('policyEditor.limitHelp')}>
        {id => (
          <Flex wrap gap={8}>
            <Select
              id={id}
              aria-label={t('policyEditor.limitPer')}
              value={textOf(limit.per) || undefined}
              disabled={isReadOnly}
              options={keys}
              showSearch={{ optionFilterProp: 'label' }}
              onChange={value => set('per', value)}
              style={{ flex: '1 1 160px' }}
            />
            <Select
              aria-label={t('policyEditor.limitOver')}
              value={textOf(limit.over) || 'year'}
              disabled={isReadOnly}
              options={(['year', 'life'] as const).map(value => ({ value, label: t(`policyEditor.over.${value}`) }))}
              onChange={value => set('over', value === 'year' ? undefined : value)}
              style={{ flex: '0 1 110px' }}
            />
            <div style={{ flex: '1 1 180px' }}>
              <AmountInput
                label={t('policyEditor.limit')}
                value={textOf(limit.amount)}
                isReadOnly={isReadOnly || isEntry(limit.amount)}
                onChange={written => set('amount', written)}
              />
            </div>
            {!isReadOnly && (
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('policyEditor.removeLimit')}
                onClick={() => change(document => removeItem(document, path))}
              />
            )}
          </Flex>
        )}
      </PackField>
    </Card>
  )
}
