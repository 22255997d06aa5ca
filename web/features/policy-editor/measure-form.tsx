/** What is added up: which records, which amount of them, which of them count. */
import { Col, Row } from 'antd'
import { useTranslation } from 'react-i18next'
import { aggregates } from '#domain/subsidy/pack/policy-pack.ts'
import { carryFields, carryHolder } from './carry-fields.ts'
import { ConditionList } from './condition-list.tsx'
import { usePackEditor, valueAt } from './editor-context.tsx'
import { baseChoices, fittingField, isBase, useFields } from './fact-words.ts'
import { type Path, setValue } from './pack-document.ts'
import { PackChoice } from './pack-field.tsx'

/** Of what is counted there is neither: left in the text, they would be wrong where no field shows them. */
const ofAmounts = ['amount', 'missing']

const half = { xs: 24, md: 12 }

export function MeasureForm({ path }: { path: Path }) {
  const { t } = useTranslation()
  const { data } = usePackEditor()
  const of = valueAt(data, [...path, 'of'])
  const base = isBase(of) ? of : 'contracts'
  const { choices } = useFields(base)
  const counts = valueAt(data, [...path, 'what']) === 'count'
  return (
    <>
      <Row gutter={12}>
        <Col {...half}>
          <TableChoice path={path} />
        </Col>
        <Col {...half}>
          <PackChoice
            label={t('policyEditor.aggregate')}
            path={[...path, 'what']}
            initial="sum"
            options={aggregates.map(value => ({ value, label: t(`policyEditor.aggregates.${value}`) }))}
            also={(document, chosen) => {
              if (chosen === 'count') for (const name of ofAmounts) setValue(document, [...path, name], undefined)
            }}
          />
        </Col>
        {!counts && (
          <Col span={24}>
            <PackChoice
              label={t('policyEditor.amountField')}
              path={[...path, 'amount']}
              isRequired
              help={t('policyEditor.amountFieldHelp')}
              options={choices(['money'])}
            />
          </Col>
        )}
        {!counts && base === 'figures' && <MissingChoice path={[...path, 'missing']} />}
      </Row>
      <ConditionList
        label={t('policyEditor.where')}
        help={t('policyEditor.whereHelp')}
        path={[...path, 'where']}
        base={base}
        side="record"
      />
      <ConditionList
        label={t('policyEditor.deduct')}
        help={t('policyEditor.deductHelp')}
        path={[...path, 'deduct']}
        base={base}
        side="record"
        why={t('policyEditor.whyDeducted')}
      />
    </>
  )
}

/** An amount that nobody reported: left open, unless the clause means 0. */
function MissingChoice({ path }: { path: Path }) {
  const { t } = useTranslation()
  return (
    <Col span={24}>
      <PackChoice
        label={t('policyEditor.missing')}
        path={path}
        initial=""
        options={[
          { value: '', label: t('policyEditor.missingWays.open') },
          { value: 'zero', label: t('policyEditor.missingWays.zero') },
        ]}
        also={(document, chosen) => {
          if (chosen === '') setValue(document, path, undefined)
        }}
      />
    </Col>
  )
}

/** Which records; their amount and day move along to what the other table has. */
function TableChoice({ path }: { path: Path }) {
  const { t } = useTranslation()
  const { data } = usePackEditor()
  const before = valueAt(data, [...path, 'of'])
  return (
    <PackChoice
      label={t('policyEditor.baseTable')}
      path={[...path, 'of']}
      isRequired
      help={t('policyEditor.baseTableHelp')}
      options={baseChoices()}
      also={(document, chosen) => {
        if (!isBase(chosen)) return
        const from = isBase(before) ? before : 'contracts'
        carryFields(document, path.slice(0, -1), from, chosen)
        carryHolder(document, path.slice(0, -1), from, chosen)
        const window = [...path.slice(0, -1), 'window', 'date']
        const amount = fittingField(chosen, 'money', document.getIn([...path, 'amount']))
        const date = fittingField(chosen, 'day', document.getIn(window))
        if (amount) setValue(document, [...path, 'amount'], amount)
        if (date) setValue(document, window, date)
        if (chosen !== 'figures') setValue(document, [...path, 'missing'], undefined)
      }}
    />
  )
}
