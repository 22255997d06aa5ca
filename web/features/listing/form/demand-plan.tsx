/** The form of a demand. */
import { useTranslation } from 'react-i18next'
import type { VariablesOf } from '#web/api/graphql.ts'
import { useCommand } from '#web/api/use-command.ts'
import { readWanYuan, writeWanYuan } from '#web/ui/amount.ts'
import { AmountField } from '#web/ui/amount-field.tsx'
import { IndicatorFields } from '#web/ui/indicator-fields.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { type DemandWhole, saveDemandMutation } from '../demand-documents.ts'
import {
  ChoiceField,
  ContactFields,
  DayField,
  IndustryField,
  LineField,
  NumberField,
  Pair,
  RegionField,
} from './fields.tsx'
import type { FormPlan, SaveResult } from './form-plan.ts'
import { checkDemandInput } from './to-domain.ts'

type Content = VariablesOf<typeof saveDemandMutation>['content']

/** As the API wants it, but amounts are text in 万元. */
export type DemandValues = Omit<Content, 'budgetMinFen' | 'budgetMaxFen'> & { budgetMin: string; budgetMax: string }

export function demandValues(demand: DemandWhole | null): DemandValues {
  return {
    title: demand?.title ?? '',
    problem: demand?.problem ?? '',
    background: demand?.background ?? '',
    indicators: demand?.indicators.map(indicator => ({ ...indicator })) ?? [],
    field: demand?.field ?? null,
    industryCode: demand?.industryCode ?? null,
    regionCode: demand?.regionCode ?? null,
    budgetMin: writeWanYuan(demand?.budgetMinFen),
    budgetMax: writeWanYuan(demand?.budgetMaxFen),
    neededBy: demand?.neededBy ?? null,
    trlWanted: demand?.trlWanted ?? null,
    cooperationModes: demand?.cooperationModes ?? [],
    waysOfTransfer: demand?.waysOfTransfer ?? [],
    ipWish: demand?.ipWish ?? null,
    solverConditions: demand?.solverConditions ?? '',
    contact: { name: '', phone: '', email: '', ...demand?.contact },
  }
}

/** Text that is no amount counts as none here; the field itself says so before anything is sent. */
export function demandContent({ budgetMin, budgetMax, ...values }: DemandValues): Content {
  return {
    ...values,
    field: values.field ?? null,
    ipWish: values.ipWish ?? null,
    budgetMinFen: readWanYuan(budgetMin) ?? null,
    budgetMaxFen: readWanYuan(budgetMax) ?? null,
  }
}

function Basics() {
  const { t } = useTranslation()
  return (
    <>
      <LineField name="title" label={t('listing.demandTitle')} maxLength={200} />
      <Pair>
        <ChoiceField name="field" label={t('listing.field')} of="TechnologyField" />
        <IndustryField name="industryCode" label={t('listing.industry')} />
      </Pair>
      <RegionField name="regionCode" label={t('listing.region')} />
    </>
  )
}

function Description() {
  const { t } = useTranslation()
  return (
    <>
      <TextField name="problem" label={t('listing.problem')} maxLength={10_000} rows={6} />
      <IndicatorFields />
      <TextField name="background" label={t('listing.background')} maxLength={10_000} rows={4} />
    </>
  )
}

function Terms() {
  const { t } = useTranslation()
  return (
    <>
      <Pair>
        <AmountField name="budgetMin" label={t('listing.budgetMin')} />
        <AmountField name="budgetMax" label={t('listing.budgetMax')} />
      </Pair>
      <Pair>
        <DayField name="neededBy" label={t('listing.neededBy')} />
        <NumberField name="trlWanted" label={t('listing.trlWanted')} min={1} max={9} />
      </Pair>
      <ChoiceField name="cooperationModes" label={t('listing.cooperationModes')} of="CooperationMode" many />
      <Pair>
        <ChoiceField name="waysOfTransfer" label={t('listing.waysOfTransfer')} of="WayOfTransfer" many />
        <ChoiceField name="ipWish" label={t('listing.ipWish')} of="IpWish" />
      </Pair>
      <TextField name="solverConditions" label={t('listing.solverConditions')} maxLength={5_000} rows={3} />
    </>
  )
}

export function useDemandPlan(demand: DemandWhole | null): FormPlan<DemandValues> {
  const { t } = useTranslation()
  const { send } = useCommand(saveDemandMutation, 'saveDemand', ['Demand'])
  return {
    library: 'demand',
    likeness: ({ title, problem }) => ({ title, text: problem ?? '' }),
    initial: demandValues(demand),
    check: values => checkDemandInput(demandContent(values)),
    save: async (values, known): Promise<SaveResult> => {
      const outcome = await send({
        id: known?.id ?? null,
        version: known?.version ?? null,
        content: demandContent(values),
      })
      return outcome.ok ? { saved: outcome.value, failure: null } : { saved: null, failure: outcome.failure }
    },
    steps: [
      {
        key: 'basic',
        title: t('listing.basic'),
        fields: ['title', 'field', 'industryCode', 'regionCode'],
        content: <Basics />,
      },
      {
        key: 'description',
        title: t('listing.description'),
        fields: ['problem', 'indicators', 'background'],
        content: <Description />,
      },
      {
        key: 'terms',
        title: t('listing.terms'),
        fields: [
          'budgetMin',
          'budgetMax',
          'neededBy',
          'trlWanted',
          'cooperationModes',
          'waysOfTransfer',
          'ipWish',
          'solverConditions',
        ],
        content: <Terms />,
      },
      { key: 'contact', title: t('listing.contactStep'), fields: ['contact'], content: <ContactFields /> },
    ],
  }
}
