/** A bureau asks what a policy would give. The answer is computed by a job and found by the id. */
import type { Transaction } from '#db/client.ts'
import { sha256 } from '#db/digest.ts'
import { readClock } from '#db/queries/clock.ts'
import { findPolicyEdit } from '#db/queries/policy-edit.ts'
import { findPolicyVersion, type PolicyVersionRow } from '#db/queries/subsidy.ts'
import { insertWhatIf, type NamedWhatIf } from '#db/queries/what-if.ts'
import { may } from '#domain/access/may.ts'
import { dayInChina } from '#domain/calendar.ts'
import { checkLength } from '#domain/field-check.ts'
import { NotFound, refuse, requireValid } from '#domain/refusal.ts'
import { packLimits } from '#domain/subsidy/pack/pack-limits.ts'
import { parsePolicyPack } from '#domain/subsidy/pack/parse-policy-pack.ts'
import type { PolicyPack } from '#domain/subsidy/pack/policy-pack.ts'
import { listTurned, turnedSummary } from '#domain/subsidy/what-if/turned.ts'
import { type Variation, varyPack } from '#domain/subsidy/what-if/vary-pack.ts'
import { checkChosen, checkPeriod, longestWhatIfTitle, mostVariations } from '#domain/subsidy/what-if/what-if.ts'
import type { Ctx } from '../../support/ctx.ts'
import { mutate } from '../../support/mutate.ts'
import { requirePerson } from '../../support/person.ts'
import { findGoverningVersion } from '../policy/current-version.ts'
import { packOf } from '../policy/policy-packs.ts'
import { getWhatIf } from './find-what-if.ts'

export interface AskWhatIfInput {
  /** Exactly one of three: a version, a working copy of the own bureau, or YAML. */
  versionId?: string | null
  editId?: string | null
  source?: string | null
  title?: string | null
  /** Absent: the version in force of the same policy, if it is another one. Null: none. */
  comparedVersionId?: string | null | undefined
  variations?: readonly Variation[] | null
  rules?: readonly string[] | null
  parameters?: Record<string, string> | null
  comparedParameters?: Record<string, string> | null
  fromYear: number
  toYear: number
  /** Absent: today. */
  asOf?: string | null
}

interface Subject {
  pack: PolicyPack
  versionId: string | null
  source: string | null
}

export async function askWhatIf(ctx: Ctx, input: AskWhatIfInput): Promise<NamedWhatIf> {
  const { userId, organisationId } = requirePerson(ctx.actor)
  refuse(may(ctx.actor, 'what_if.ask', { bureau: organisationId }))
  const id = ctx.newId()
  await mutate(ctx, async tx => {
    const subject = await readSubject(ctx, tx, input)
    const now = await readClock(tx)
    const today = dayInChina(now)
    const asOf = input.asOf ?? today
    const compared = await readCompared(tx, input, { subject, asOf })
    checkAsked(input, { subject: subject.pack, compared: compared && packOf(compared), asOf, today })
    const row = {
      id,
      title: input.title?.trim() || titleOf(subject.pack, input.variations ?? []),
      bureauId: organisationId,
      askedBy: userId,
      askedAt: now,
      policyId: subject.pack.id,
      versionId: subject.versionId,
      source: subject.source,
      comparedVersionId: compared?.id ?? null,
      variations: [...(input.variations ?? [])],
      rules: input.rules ? [...input.rules] : null,
      parameters: input.parameters ?? {},
      comparedParameters: input.comparedParameters ?? {},
      fromYear: input.fromYear,
      toYear: input.toYear,
      asOf,
      knownAt: now,
    }
    await insertWhatIf(tx, row)
    const { source, ...shown } = row
    const after = { ...shown, sourceSha256: source === null ? null : sha256(source) }
    const audit = { action: 'what_if.ask', subjectKind: 'what_if', subjectId: id, before: null, after }
    return { result: null, audit }
  })
  return getWhatIf(ctx, { id })
}

/** By the numbers that are turned it is told from others of the same version. */
function titleOf(pack: PolicyPack, variations: readonly Variation[]): string {
  const name = `${pack.title}（版本 ${pack.version}）`
  const numbers = turnedSummary(listTurned(pack, variations), 'zh', longestWhatIfTitle - name.length - 1)
  return (numbers === '' ? name : `${name}，${numbers}`).slice(0, longestWhatIfTitle)
}

async function readSubject(ctx: Ctx, tx: Transaction, input: AskWhatIfInput): Promise<Subject> {
  const { versionId = null, editId = null, source = null } = input
  const given = [versionId, editId, source].filter(one => one !== null).length
  requireValid([
    ...(given === 1
      ? []
      : [{ path: 'versionId', message: 'one text is replayed', remedy: 'give a version, a working copy or YAML' }]),
    ...checkLength('source', source ?? '', packLimits.characters),
  ])
  if (versionId !== null) {
    const version = await findPolicyVersion(tx, versionId)
    if (!version) throw new NotFound('policy version')
    return { pack: packOf(version), versionId, source: null }
  }
  const text = source ?? (await readEdit(ctx, tx, editId ?? ''))
  return { pack: parsePolicyPack(text), versionId: null, source: text }
}

async function readEdit(ctx: Ctx, tx: Transaction, id: string): Promise<string> {
  const edit = await findPolicyEdit(tx, id)
  if (!edit || may(ctx.actor, 'policy.read_edits', { bureau: edit.bureauId }) !== null)
    throw new NotFound('policy edit')
  return edit.source
}

async function readCompared(
  tx: Transaction,
  { comparedVersionId }: AskWhatIfInput,
  { subject, asOf }: { subject: Subject; asOf: string },
): Promise<PolicyVersionRow | null> {
  if (comparedVersionId === null) return null
  if (comparedVersionId === undefined) {
    const governing = await findGoverningVersion(tx, subject.pack.id, asOf)
    return governing && governing.id !== subject.versionId ? governing : null
  }
  const version = await findPolicyVersion(tx, comparedVersionId)
  if (!version) throw new NotFound('policy version')
  return version
}

interface Asked {
  subject: PolicyPack
  compared: PolicyPack | null
  asOf: string
  today: string
}

function checkAsked(input: AskWhatIfInput, { subject, compared, asOf, today }: Asked): void {
  const { rules = null, parameters, comparedParameters } = input
  const variations = input.variations ?? []
  requireValid([
    ...checkLength('title', input.title ?? '', longestWhatIfTitle),
    ...checkPeriod(input, asOf, today),
    ...checkChosen(subject, { rules, parameters: parameters ?? {} }, { rules: 'rules', parameters: 'parameters' }),
    ...(compared
      ? checkChosen(
          compared,
          { rules: null, parameters: comparedParameters ?? {} },
          { rules: 'rules', parameters: 'comparedParameters' },
        )
      : []),
    ...(variations.length > mostVariations
      ? [{ path: 'variations', message: 'are too many', remedy: `turn at most ${mostVariations} numbers` }]
      : []),
  ])
  varyPack(subject, variations)
}
