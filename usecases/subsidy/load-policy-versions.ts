import { sha256 } from '#db/digest.ts'
import { readClock } from '#db/queries/clock.ts'
import { insertPolicyVersion } from '#db/queries/subsidy.ts'
import { may } from '#domain/access/may.ts'
import { refuse } from '#domain/refusal.ts'
import { parsePolicyPack } from '#domain/subsidy/parse-policy-pack.ts'
import type { Ctx } from '../support/ctx.ts'
import { type AuditNote, mutate } from '../support/mutate.ts'

/** One pack as it lies in `policies/`; `slug` is its file name, for messages. */
export interface PolicyPackText {
  slug: string
  text: string
}

/**
 * At start: stores every text that is not stored yet as a new, immutable version of its policy. A pack that does not
 * hold stops the start, naming file and line. @returns how many versions are new.
 */
export async function loadPolicyVersions(ctx: Ctx, input: { packs: readonly PolicyPackText[] }): Promise<number> {
  refuse(may(ctx.actor, 'policy.load'))
  return mutate(ctx, async tx => {
    const audit: AuditNote[] = []
    for (const { slug, text } of input.packs) {
      const pack = parsePolicyPack(text)
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
      audit.push({ ...frame, before: null, after: { ...after, slug } })
    }
    return { result: audit.length, audit }
  })
}
