import type { Transaction } from '#db/client.ts'
import { sha256 } from '#db/digest.ts'
import { readClock } from '#db/queries/clock.ts'
import { insertPolicyVersion, listPolicyVersions } from '#db/queries/subsidy.ts'
import { may } from '#domain/access/may.ts'
import { refuse } from '#domain/refusal.ts'
import { checkNewVersion, NothingChanged } from '#domain/subsidy/editor/policy-edit.ts'
import { InvalidPolicyPack, parsePolicyPack } from '#domain/subsidy/pack/parse-policy-pack.ts'
import type { PolicyPack } from '#domain/subsidy/pack/policy-pack.ts'
import type { Ctx } from '../../support/ctx.ts'
import { type AuditNote, mutate } from '../../support/mutate.ts'
import { checkGrantsKept } from './check-grants-kept.ts'
import { packOf } from './policy-packs.ts'

/** One pack as it lies in `policies/`; `name` is that of its file, for messages. */
export interface PolicyPackText {
  name: string
  text: string
}

/** The pack, or a refusal whose problems name the file. */
function parseNamed({ name, text }: PolicyPackText): PolicyPack {
  try {
    return parsePolicyPack(text)
  } catch (error) {
    if (!(error instanceof InvalidPolicyPack)) throw error
    throw new InvalidPolicyPack(error.problems.map(problem => ({ ...problem, path: `${name}: ${problem.path}` })))
  }
}

/** Whether the text is new. @throws InvalidPolicyPack under a label that is taken, or if it grants again what was granted */
async function checkNew(tx: Transaction, { name, text }: PolicyPackText, pack: PolicyPack): Promise<boolean> {
  const versions = await listPolicyVersions(tx, pack.id)
  const known = versions.map(row => ({ version: packOf(row).version, source: row.source }))
  const refusal = checkNewVersion(pack, text, known)
  if (refusal instanceof NothingChanged) return false
  // Its payments could not be told from those of the other.
  const taken = refusal && [{ path: 'version', message: refusal.message, remedy: 'give the new text another version' }]
  const problems = taken ?? (await checkGrantsKept(tx, pack, versions))
  if (problems.length === 0) return true
  throw new InvalidPolicyPack(problems.map(one => ({ ...one, line: null, path: `${name}: ${one.path}` })))
}

/**
 * At start: stores every text that is not stored yet as a new, immutable version of its policy. A pack that does not
 * hold stops the start, naming file and line. @returns how many versions are new.
 */
export async function loadPolicyVersions(ctx: Ctx, input: { packs: readonly PolicyPackText[] }): Promise<number> {
  refuse(may(ctx.actor, 'policy.load'))
  return mutate(ctx, async tx => {
    const audit: AuditNote[] = []
    for (const { name, text } of input.packs) {
      const pack = parseNamed({ name, text })
      if (!(await checkNew(tx, { name, text }, pack))) continue
      const row = {
        id: ctx.newId(),
        policyId: pack.id,
        title: pack.title,
        status: pack.status,
        sha256: sha256(text),
        source: text,
        loadedAt: await readClock(tx),
      }
      if (!(await insertPolicyVersion(tx, row))) continue
      const { source, ...after } = row
      const frame = { action: 'policy.load', subjectKind: 'policy', subjectId: pack.id }
      audit.push({ ...frame, before: null, after: { ...after, name } })
    }
    return { result: audit.length, audit }
  })
}
