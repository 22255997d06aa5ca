/** Tiers as a table: whether each bound is in (含) is said beside it, for that is where policies are misread. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Card, Col, Flex, Row, Select, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { packProblemText } from '#web/i18n/pack-problems.ts'
import { AmountInput } from './amount-input.tsx'
import { type Entry, isEntry, listAt, textOf, usePackEditor } from './editor-context.tsx'
import { addItem, type Path, removeItem, setValue } from './pack-document.ts'
import { PackChoice } from './pack-field.tsx'
import { RateInput } from './rate-input.tsx'

const third = { xs: 24, md: 12 }

export function TierTable({ path }: { path: Path }) {
  const { t } = useTranslation()
  const { data, change, isReadOnly } = usePackEditor()
  const brackets = listAt(data, [...path, 'brackets'])
  const last = brackets.at(-1)
  const add = () => {
    const start = isEntry(last) ? (last.below ?? last.to ?? last.from ?? last.above) : undefined
    const bound = isEntry(last) && last.to !== undefined ? { above: start } : { from: start ?? '100万元' }
    change(document => addItem(document, [...path, 'brackets'], { ...bound, rate: { value: 1, unit: 'percent' } }))
  }
  return (
    <>
      <PackChoice
        label={t('policyEditor.tierKind')}
        path={[...path, 'kind']}
        isRequired
        options={(['whole', 'marginal'] as const).map(value => ({
          value,
          label: t(`policyEditor.tierKinds.${value}`),
        }))}
      />
      <Flex vertical gap="small" style={{ marginBottom: 12 }}>
        {brackets.map((bracket, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a bracket is known by its place, in the text too
          <Bracket key={at} path={[...path, 'brackets', at]} bracket={isEntry(bracket) ? bracket : {}} at={at} />
        ))}
        {!isReadOnly && (
          <Button type="dashed" icon={<PlusOutlined />} onClick={add}>
            {t('policyEditor.addBracket')}
          </Button>
        )}
      </Flex>
    </>
  )
}

interface BoundProps {
  path: Path
  bracket: Entry
  keys: readonly [including: 'from' | 'to', excluding: 'above' | 'below']
}

/** One bound: its amount, and whether it is in. Changing that moves the amount to the other key. */
function Bound({ path, bracket, keys }: BoundProps) {
  const { t } = useTranslation()
  const { change, isReadOnly } = usePackEditor()
  const [including, excluding] = keys
  const used = bracket[excluding] !== undefined ? excluding : including
  const side = including === 'from' ? t('policyEditor.lower') : t('policyEditor.upper')
  return (
    <Flex gap={4} align="start">
      <Select
        aria-label={`${side} ${t('policyEditor.isIn')}`}
        value={used}
        disabled={isReadOnly}
        options={keys.map(key => ({ value: key, label: t(`policyEditor.bounds.${key}`) }))}
        onChange={next =>
          change(document => {
            setValue(document, [...path, used], undefined)
            setValue(document, [...path, next], bracket[used])
          })
        }
        style={{ width: 148 }}
      />
      <div style={{ flex: 1, minWidth: 0 }}>
        <AmountInput
          label={side}
          value={textOf(bracket[used])}
          isReadOnly={isReadOnly}
          onChange={written =>
            change(document => setValue(document, [...path, used], written === '' ? undefined : written))
          }
        />
      </div>
    </Flex>
  )
}

function Bracket({ path, bracket, at }: BracketProps) {
  const { t } = useTranslation()
  const { problems } = usePackEditor()
  const own = problems.filter(
    problem => problem.path === path.join('.') || problem.path.startsWith(`${path.join('.')}.`),
  )
  return (
    <Card size="small" type="inner">
      <Row gutter={[12, 8]}>
        <Col {...third}>
          <Bound path={path} bracket={bracket} keys={['from', 'above']} />
        </Col>
        <Col {...third}>
          <Bound path={path} bracket={bracket} keys={['to', 'below']} />
        </Col>
        <Col {...third}>
          <BracketGives path={path} bracket={bracket} at={at} />
        </Col>
        <Col {...third}>
          <BracketCap path={path} bracket={bracket} at={at} />
        </Col>
      </Row>
      {own.length > 0 && (
        <Typography.Text type="danger">{own.map(packProblemText).join(t('common.semicolon'))}</Typography.Text>
      )}
    </Card>
  )
}

interface BracketProps {
  path: Path
  bracket: Entry
  at: number
}

/** A rate or an amount; whatever else a bracket gives is written in the text. */
function BracketGives({ path, bracket, at }: BracketProps) {
  const { t } = useTranslation()
  const { change, isReadOnly } = usePackEditor()
  const set = (key: string, value: unknown) => change(document => setValue(document, [...path, key], value))
  if (bracket.rate !== undefined)
    return (
      <RateInput
        isCompact
        label={t('policyEditor.bracketRate', { at: at + 1 })}
        value={bracket.rate}
        isReadOnly={isReadOnly}
        onChange={rate => set('rate', rate)}
      />
    )
  if (typeof bracket.amount === 'string')
    return (
      <AmountInput
        label={t('policyEditor.bracketAmount', { at: at + 1 })}
        value={bracket.amount}
        isReadOnly={isReadOnly}
        onChange={written => set('amount', written)}
      />
    )
  return <Typography.Text type="secondary">{t('policyEditor.figureInText')}</Typography.Text>
}

/** At most this much; and the button that removes the bracket. */
function BracketCap({ path, bracket, at }: BracketProps) {
  const { t } = useTranslation()
  const { change, isReadOnly } = usePackEditor()
  const write = (written: string) =>
    change(document => setValue(document, [...path, 'cap'], written === '' ? undefined : written))
  return (
    <Flex gap={4} align="start">
      <Typography.Text style={{ lineHeight: '32px' }}>{t('policyEditor.most')}</Typography.Text>
      <div style={{ flex: 1, minWidth: 0 }}>
        <AmountInput
          label={t('policyEditor.bracketCap', { at: at + 1 })}
          value={textOf(bracket.cap)}
          isReadOnly={isReadOnly || isEntry(bracket.cap)}
          onChange={write}
        />
      </div>
      {!isReadOnly && (
        <Button
          type="text"
          icon={<DeleteOutlined />}
          aria-label={t('policyEditor.removeBracket', { at: at + 1 })}
          onClick={() => change(document => removeItem(document, path))}
        />
      )}
    </Flex>
  )
}
