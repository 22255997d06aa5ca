/** The filter as one would say it of a document, without masks and ranges. */
import { industryLevel } from '#domain/industry.ts'
import type { MatchDocument } from '#domain/matching/document.ts'
import type { MatchFilter } from '#domain/matching/index/filter.ts'
import { isWithinRegion } from '#domain/region.ts'

export function passesFilter(document: MatchDocument, filter: MatchFilter): boolean {
  const { fields = [], kinds = [], waysOfTransfer = [], industryCode, regionCode, organisationId } = filter
  const { trlMin, trlMax, amountMinFen, amountMaxFen } = filter
  const shares = (wanted: readonly string[], given: readonly string[]) =>
    wanted.length === 0 || wanted.some(word => given.includes(word))
  const low = document.priceMinFen ?? document.priceMaxFen
  const high = document.priceMaxFen ?? document.priceMinFen
  return (
    shares(fields, document.fields) &&
    shares(kinds, document.kinds) &&
    shares(waysOfTransfer, document.waysOfTransfer) &&
    (!industryCode || isWithinIndustry(document.industryCode, industryCode)) &&
    (!regionCode || (document.regionCode !== null && isWithinRegion(document.regionCode, regionCode))) &&
    (trlMin == null || (document.trl !== null && document.trl >= trlMin)) &&
    (trlMax == null || (document.trl !== null && document.trl <= trlMax)) &&
    (amountMinFen == null || (high !== null && high >= amountMinFen)) &&
    (amountMaxFen == null || (low !== null && low <= amountMaxFen)) &&
    (!organisationId || document.organisationId === organisationId)
  )
}

function isWithinIndustry(code: string | null, ancestor: string): boolean {
  return code !== null && industryLevel(ancestor) !== null && code.startsWith(ancestor)
}
