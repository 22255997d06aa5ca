/** Near-duplicates of a listing: for the form, for its owner and for the desk of the bureau. */
import { duplicateThreshold } from '#domain/matching/duplicates.ts'
import { getPossibleDuplicates } from '#usecases/matching/get-possible-duplicates.ts'
import { getPossibleDuplicatesOfDraft } from '#usecases/matching/get-possible-duplicates-of-draft.ts'
import type { PossibleDuplicate } from '#usecases/matching/list-near-duplicates.ts'
import { builder } from './builder.ts'
import { LibraryEnum } from './enums.ts'
import { refusals } from './errors.ts'
import { type AnyListingView, ListingInterface, readListingId } from './listing.ts'

const PossibleDuplicateType = builder.objectRef<PossibleDuplicate>('PossibleDuplicate').implement({
  description: 'A public listing of the same library that says nearly the same.',
  fields: t => ({
    listing: t.field({
      type: ListingInterface,
      resolve: ({ library, listing }) => ({ ...listing, library }) as AnyListingView,
    }),
    similarity: t.exposeFloat('similarity', { description: 'Up to 1: the same.' }),
    isOwn: t.exposeBoolean('isOwn', { description: 'Of the same organisation.' }),
  }),
})

const DuplicateReportType = builder.objectRef<PossibleDuplicate[]>('DuplicateReport').implement({
  fields: t => ({
    duplicates: t.field({ type: [PossibleDuplicateType], description: 'Most similar first.', resolve: all => all }),
    threshold: t.float({ description: 'Less similar ones are not named.', resolve: () => duplicateThreshold }),
  }),
})

builder.queryFields(t => ({
  possibleDuplicates: t.field({
    type: DuplicateReportType,
    description: 'For the owner of the listing and for bureaus.',
    args: { id: t.arg.globalID({ required: true, description: 'Of an achievement, a demand or an expert.' }) },
    errors: refusals,
    resolve: (_, { id }, { ctx }) => getPossibleDuplicates(ctx, readListingId(id)),
  }),
  possibleDuplicatesOfDraft: t.field({
    type: DuplicateReportType,
    description: 'For a form, before anything is saved; for whoever may add to the library.',
    args: {
      library: t.arg({ type: LibraryEnum, required: true }),
      title: t.arg.string({ required: true, description: 'Of an expert the name.' }),
      text: t.arg.string({ required: true, defaultValue: '', description: 'Of an expert the research directions.' }),
      exceptId: t.arg.globalID({ description: 'The listing that is being edited.' }),
    },
    errors: refusals,
    resolve: (_, { exceptId, ...draft }, { ctx }) =>
      getPossibleDuplicatesOfDraft(ctx, { ...draft, exceptId: exceptId ? readListingId(exceptId).id : null }),
  }),
}))

builder.interfaceField(ListingInterface, 'possibleDuplicates', t =>
  t.field({
    type: [PossibleDuplicateType],
    nullable: true,
    description: 'Most similar first. Only for the owner and for bureaus, null for everybody else.',
    resolve: (view, _, { loaders }) => loaders.duplicates.load(view),
  }),
)
