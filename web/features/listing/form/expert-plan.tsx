/** The form of an expert. */
import { useTranslation } from 'react-i18next'
import { defaultReviewsPerYear } from '#domain/expert/expert.ts'
import type { VariablesOf } from '#web/api/graphql.ts'
import { useCommand } from '#web/api/use-command.ts'
import { TextField } from '#web/ui/text-field.tsx'
import { type ExpertWhole, saveExpertMutation } from '../expert-documents.ts'
import {
  ChoiceField,
  ContactFields,
  DayField,
  LineField,
  NamesField,
  NumberField,
  Pair,
  RegionField,
} from './fields.tsx'
import type { FormPlan, SaveResult } from './form-plan.ts'
import { checkExpertInput } from './to-domain.ts'

export type ExpertValues = VariablesOf<typeof saveExpertMutation>['content']

export function expertValues(expert: ExpertWhole | null): ExpertValues {
  return {
    name: expert?.name ?? '',
    unit: expert?.unit ?? '',
    title: expert?.title ?? '',
    kinds: expert?.kinds ?? [],
    fields: expert?.fields ?? [],
    disciplines: expert?.disciplines ?? [],
    researchDirections: expert?.researchDirections ?? '',
    summary: expert?.summary ?? '',
    regionCode: expert?.regionCode ?? null,
    birthYear: expert?.details?.birthYear ?? null,
    reviewsPerYear: expert?.reviewsPerYear ?? defaultReviewsPerYear,
    recusalUnits: expert?.details?.recusalUnits ?? [],
    consentedOn: expert?.details?.consentedOn ?? null,
    consentExpiresOn: expert?.details?.consentExpiresOn ?? null,
    contact: { name: '', phone: '', email: '', ...expert?.contact },
  }
}

/** A number field that was emptied is `null`; the limit then is the usual one. */
export function expertContent(values: ExpertValues): ExpertValues {
  return { ...values, reviewsPerYear: values.reviewsPerYear ?? defaultReviewsPerYear }
}

function Basics() {
  const { t } = useTranslation()
  return (
    <>
      <Pair>
        <LineField name="name" label={t('listing.expertName')} maxLength={100} />
        <LineField name="title" label={t('listing.expertTitle')} maxLength={100} />
      </Pair>
      <LineField name="unit" label={t('listing.unit')} maxLength={200} />
      <Pair>
        <RegionField name="regionCode" label={t('listing.region')} />
        <NumberField name="birthYear" label={t('listing.birthYear')} min={1900} max={2100} />
      </Pair>
    </>
  )
}

function Expertise() {
  const { t } = useTranslation()
  return (
    <>
      <ChoiceField name="kinds" label={t('listing.kinds')} of="ExpertKind" many />
      <ChoiceField name="fields" label={t('listing.fields')} of="TechnologyField" many />
      <NamesField name="disciplines" label={t('listing.disciplines')} />
      <TextField name="researchDirections" label={t('listing.researchDirections')} maxLength={5_000} rows={4} />
      <TextField name="summary" label={t('listing.summary')} maxLength={10_000} rows={4} />
    </>
  )
}

function Consent() {
  const { t } = useTranslation()
  return (
    <>
      <Pair>
        <DayField name="consentedOn" label={t('listing.consentedOn')} />
        <DayField name="consentExpiresOn" label={t('listing.consentExpiresOn')} />
      </Pair>
      <NumberField name="reviewsPerYear" label={t('listing.reviewsPerYear')} min={0} max={100} />
      <NamesField name="recusalUnits" label={t('listing.recusalUnits')} />
      <ContactFields />
    </>
  )
}

export function useExpertPlan(expert: ExpertWhole | null): FormPlan<ExpertValues> {
  const { t } = useTranslation()
  const { send } = useCommand(saveExpertMutation, 'saveExpert', ['Expert'])
  return {
    library: 'expert',
    likeness: ({ name, researchDirections }) => ({ title: name, text: researchDirections ?? '' }),
    initial: expertValues(expert),
    check: values => checkExpertInput(expertContent(values)),
    save: async (values, known): Promise<SaveResult> => {
      const outcome = await send({
        id: known?.id ?? null,
        version: known?.version ?? null,
        content: expertContent(values),
      })
      return outcome.ok ? { saved: outcome.value, failure: null } : { saved: null, failure: outcome.failure }
    },
    steps: [
      {
        key: 'basic',
        title: t('listing.basic'),
        fields: ['name', 'title', 'unit', 'regionCode', 'birthYear'],
        content: <Basics />,
      },
      {
        key: 'expertise',
        title: t('listing.expertise'),
        fields: ['kinds', 'fields', 'disciplines', 'researchDirections', 'summary'],
        content: <Expertise />,
      },
      {
        key: 'consent',
        title: t('listing.consent'),
        fields: ['consentedOn', 'consentExpiresOn', 'reviewsPerYear', 'recusalUnits', 'contact'],
        content: <Consent />,
      },
    ],
  }
}
