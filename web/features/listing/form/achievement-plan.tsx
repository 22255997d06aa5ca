/** The form of an achievement. */
import { useTranslation } from 'react-i18next'
import type { VariablesOf } from '#web/api/graphql.ts'
import { useCommand } from '#web/api/use-command.ts'
import { readWanYuan, writeWanYuan } from '#web/ui/amount.ts'
import { AmountField } from '#web/ui/amount-field.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { type AchievementWhole, saveAchievementMutation } from '../achievement-documents.ts'
import {
  ChoiceField,
  ContactFields,
  IndustryField,
  LineField,
  NamesField,
  NumberField,
  Pair,
  RegionField,
} from './fields.tsx'
import type { FormPlan, SaveResult } from './form-plan.ts'
import { IpRightFields } from './ip-right-fields.tsx'
import { checkAchievementInput } from './to-domain.ts'

type Content = VariablesOf<typeof saveAchievementMutation>['content']

/** As the API wants it, but amounts are text in 万元. */
export type AchievementValues = Omit<Content, 'priceMinFen' | 'priceMaxFen' | 'registrationNumber'> & {
  priceMin: string
  priceMax: string
  registrationNumber: string
}

export function achievementValues(achievement: AchievementWhole | null): AchievementValues {
  return {
    title: achievement?.title ?? '',
    summary: achievement?.summary ?? '',
    advantages: achievement?.advantages ?? '',
    field: achievement?.field ?? null,
    industryCode: achievement?.industryCode ?? null,
    regionCode: achievement?.regionCode ?? null,
    completingUnits: achievement?.completingUnits ?? [],
    completers: achievement?.completers ?? [],
    stage: achievement?.stage ?? null,
    trl: achievement?.trl ?? null,
    ipRights: achievement?.ipRights.map(right => ({ ...right })) ?? [],
    waysOfTransfer: achievement?.waysOfTransfer ?? [],
    priceMin: writeWanYuan(achievement?.priceMinFen),
    priceMax: writeWanYuan(achievement?.priceMaxFen),
    keywords: achievement?.keywords ?? [],
    registrationNumber: achievement?.registrationNumber ?? '',
    empowerment: achievement?.empowerment ?? 'NONE',
    contact: { name: '', phone: '', email: '', ...achievement?.contact },
  }
}

export function achievementContent({ priceMin, priceMax, ...values }: AchievementValues): Content {
  return {
    ...values,
    field: values.field ?? null,
    stage: values.stage ?? null,
    empowerment: values.empowerment ?? 'NONE',
    registrationNumber: values.registrationNumber.trim() || null,
    priceMinFen: readWanYuan(priceMin) ?? null,
    priceMaxFen: readWanYuan(priceMax) ?? null,
  }
}

function Basics() {
  const { t } = useTranslation()
  return (
    <>
      <LineField name="title" label={t('listing.achievementTitle')} maxLength={200} />
      <Pair>
        <ChoiceField name="field" label={t('listing.field')} of="TechnologyField" />
        <IndustryField name="industryCode" label={t('listing.industry')} />
      </Pair>
      <RegionField name="regionCode" label={t('listing.region')} />
      <Pair>
        <ChoiceField name="stage" label={t('listing.stage')} of="Stage" />
        <NumberField name="trl" label={t('listing.trl')} min={1} max={9} />
      </Pair>
    </>
  )
}

function Description() {
  const { t } = useTranslation()
  return (
    <>
      <TextField name="summary" label={t('listing.achievementSummary')} maxLength={10_000} rows={6} />
      <TextField name="advantages" label={t('listing.advantages')} maxLength={10_000} rows={4} />
      <NamesField name="keywords" label={t('listing.keywords')} />
    </>
  )
}

function People() {
  const { t } = useTranslation()
  return (
    <>
      <NamesField name="completingUnits" label={t('listing.completingUnits')} />
      <NamesField name="completers" label={t('listing.completers')} />
      <IpRightFields />
      <Pair>
        <LineField name="registrationNumber" label={t('listing.registrationNumber')} maxLength={20} />
        <ChoiceField name="empowerment" label={t('listing.empowerment')} of="Empowerment" />
      </Pair>
    </>
  )
}

function Terms() {
  const { t } = useTranslation()
  return (
    <>
      <ChoiceField name="waysOfTransfer" label={t('listing.waysOfTransfer')} of="WayOfTransfer" many />
      <Pair>
        <AmountField name="priceMin" label={t('listing.priceMin')} />
        <AmountField name="priceMax" label={t('listing.priceMax')} />
      </Pair>
      <ContactFields />
    </>
  )
}

export function useAchievementPlan(achievement: AchievementWhole | null): FormPlan<AchievementValues> {
  const { t } = useTranslation()
  const { send } = useCommand(saveAchievementMutation, 'saveAchievement', ['Achievement'])
  return {
    library: 'achievement',
    likeness: ({ title, summary }) => ({ title, text: summary ?? '' }),
    initial: achievementValues(achievement),
    check: values => checkAchievementInput(achievementContent(values)),
    save: async (values, known): Promise<SaveResult> => {
      const outcome = await send({
        id: known?.id ?? null,
        version: known?.version ?? null,
        content: achievementContent(values),
      })
      return outcome.ok ? { saved: outcome.value, failure: null } : { saved: null, failure: outcome.failure }
    },
    steps: [
      {
        key: 'basic',
        title: t('listing.basic'),
        fields: ['title', 'field', 'industryCode', 'regionCode', 'stage', 'trl'],
        content: <Basics />,
      },
      {
        key: 'description',
        title: t('listing.description'),
        fields: ['summary', 'advantages', 'keywords'],
        content: <Description />,
      },
      {
        key: 'people',
        title: t('listing.people'),
        fields: ['completingUnits', 'completers', 'ipRights', 'registrationNumber', 'empowerment'],
        content: <People />,
      },
      {
        key: 'terms',
        title: t('listing.terms'),
        fields: ['waysOfTransfer', 'priceMin', 'priceMax', 'contact'],
        content: <Terms />,
      },
    ],
  }
}
