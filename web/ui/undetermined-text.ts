import { useTranslation } from 'react-i18next'
import { titleOfField } from '#web/i18n/field-names.ts'
import { policyText } from '#web/i18n/policy-words.ts'

/** `(beneficiary.size: not given)` after the condition that hangs on it. */
const notGiven = /\((\w+\.\w+): not given\)$/

/** 未能认定: which fact is missing, in the words in which a trace says it among its notes. */
export function useUndeterminedText(): (why: string) => string {
  const { t } = useTranslation()
  return why => {
    const text = policyText(`not determined: ${why.replace(notGiven, '').trim()}`)
    const field = notGiven.exec(why)?.[1]
    return field === undefined ? text : t('subsidy.undeterminedField', { text, field: titleOfField(field) })
  }
}
