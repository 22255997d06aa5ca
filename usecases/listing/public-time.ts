/** From when until when a listing is public: twelve months, and an expert no longer than the consent lasts. */
import type { Transaction } from '#db/client.ts'
import type { ExpertRow } from '#db/queries/expert.ts'
import { listListingsByIds } from '#db/queries/listing-page.ts'
import { addMonths, dayInChina } from '#domain/calendar.ts'
import { checkConsentInForce, consentEnd } from '#domain/expert/consent.ts'
import { defaultListingMonths, type Library } from '#domain/listing.ts'
import { requireValid } from '#domain/refusal.ts'

/** Midnight in China, `defaultListingMonths` after `from`. */
function listingEnd(from: Date): Date {
  return new Date(`${addMonths(dayInChina(from), defaultListingMonths)}T00:00:00+08:00`)
}

/** When a listing that is made public `now` ends. @throws InvalidInput for an expert whose consent is not in force */
export async function decidePublicEnd(
  tx: Transaction,
  listing: { library: Library; id: string },
  now: Date,
): Promise<Date> {
  const end = listingEnd(now)
  if (listing.library !== 'expert') return end
  const [expert] = await listListingsByIds<ExpertRow>(tx, 'expert', [listing.id])
  if (!expert) throw new Error(`expert ${listing.id} is locked but not there`)
  requireValid(checkConsentInForce(expert, dayInChina(now)))
  const last = consentEnd(expert)
  return last !== null && last < end ? last : end
}
