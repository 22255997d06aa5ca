/**
 * Packs parsed from their stored text, kept by the digest of it: a version never changes. What lists need of every version
 * (its head) is small and kept for all; whole packs are kept up to an amount of text, those used last.
 */
import type { PolicyVersionRow } from '#db/queries/subsidy.ts'
import { parsePolicyPack } from '#domain/subsidy/pack/parse-policy-pack.ts'
import type { PolicyPack } from '#domain/subsidy/pack/policy-pack.ts'

export type PackHead = Pick<PolicyPack, 'version' | 'status' | 'effectiveFrom' | 'effectiveTo'>

const heads = new Map<string, PackHead>()
const packs = new Map<string, { pack: PolicyPack; length: number }>()
/** Characters of text: some hundreds of packs as they are, 250 of the longest. */
const mostKept = 20_000_000
let kept = 0

export function packOf({ sha256, source }: Pick<PolicyVersionRow, 'sha256' | 'source'>): PolicyPack {
  const known = packs.get(sha256)
  if (known) {
    packs.delete(sha256)
    packs.set(sha256, known)
    return known.pack
  }
  const pack = parsePolicyPack(source)
  const { version, status, effectiveFrom, effectiveTo } = pack
  heads.set(sha256, { version, status, effectiveFrom, effectiveTo })
  packs.set(sha256, { pack, length: source.length })
  kept += source.length
  for (const [oldest, { length }] of packs) {
    if (kept <= mostKept || oldest === sha256) break
    packs.delete(oldest)
    kept -= length
  }
  return pack
}

/** What a list says of a version, without its rules. */
export function headOf(version: Pick<PolicyVersionRow, 'sha256' | 'source'>): PackHead {
  const known = heads.get(version.sha256)
  if (known) return known
  const { version: label, status, effectiveFrom, effectiveTo } = packOf(version)
  return { version: label, status, effectiveFrom, effectiveTo }
}
