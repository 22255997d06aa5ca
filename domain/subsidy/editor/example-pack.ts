/**
 * A rule can be tried before the rest of its pack is written: the whole pack where it is valid, else the rule with its
 * clause alone, under a head that is filled in. What the rule says is never filled in.
 */
import { parse, stringify } from 'yaml'
import { type PolicyPack, packFormat } from '../pack/policy-pack.ts'
import { tryPackText } from './policy-edit.ts'

export interface ExamplePack {
  pack: PolicyPack
  /** The rule stands alone: what other rules and limits of the pack do to it is not in the figures. */
  isAlone: boolean
}

type Entry = Record<string, unknown>

/** The pack to try a rule on; null while the rule itself, or the text, is not valid. */
export function examplePack(text: string, ruleId: string): ExamplePack | null {
  const whole = tryPackText(text)
  if (whole.pack) return whole.pack.rules.some(({ id }) => id === ruleId) ? { pack: whole.pack, isAlone: false } : null
  // Not even YAML, or with an alias: nothing to try.
  if (whole.problems.some(({ path }) => path === '(YAML)' || path === '(whole document)')) return null
  const written: unknown = parse(text)
  if (typeof written !== 'object' || written === null) return null
  const { rules, jurisdiction, fields } = written as Entry
  const rule = (Array.isArray(rules) ? (rules as Entry[]) : []).find(entry => entry?.id === ruleId)
  if (!rule) return null
  const head = { format: packFormat, id: 'example', version: '1', title: 'example', issuingBody: 'example' }
  const open = { documentNumber: null, status: 'draft', effectiveFrom: null, effectiveTo: null }
  const clause = { id: rule.clause ?? 'clause', number: '1', title: 'example', text: 'example' }
  const region = typeof jurisdiction === 'string' && /^\d{6}$/.test(jurisdiction) ? jurisdiction : '410100'
  const alone = {
    ...head,
    ...open,
    jurisdiction: region,
    ...(fields ? { fields } : {}),
    clauses: [clause],
    rules: [rule],
  }
  const { pack } = tryPackText(
    stringify({ ...alone, rules: [{ ...rule, clause: clause.id }] }, { aliasDuplicateObjects: false }),
  )
  return pack && { pack, isAlone: true }
}
