/** Pairs of synonyms (同义词): maintained by officers and the platform's administrator, used by every search and ranking. */
import { listSynonymPairs } from '#usecases/matching/list-synonym-pairs.ts'
import { removeSynonymPair } from '#usecases/matching/remove-synonym-pair.ts'
import { type SavedSynonymPair, saveSynonymPair } from '#usecases/matching/save-synonym-pair.ts'
import { builder } from './builder.ts'
import { refusals } from './errors.ts'
import { readRawId } from './raw-id.ts'

const SynonymPairType = builder.objectRef<SavedSynonymPair>('SynonymPair').implement({
  description: 'Two terms that stand for one another in a query; pairs that share a term join.',
  fields: t => ({
    id: t.exposeID('id'),
    term: t.exposeString('term'),
    synonym: t.exposeString('synonym'),
    note: t.exposeString('note'),
    updatedAt: t.expose('updatedAt', { type: 'Instant' }),
  }),
})

builder.queryFields(t => ({
  synonymPairs: t.field({
    type: [SynonymPairType],
    description: 'The pairs in force, for those who maintain them; at most 2,000.',
    errors: refusals,
    resolve: (_, __, { ctx }) => listSynonymPairs(ctx),
  }),
}))

builder.mutationFields(t => ({
  saveSynonymPair: t.field({
    type: SynonymPairType,
    description: 'Enters a pair, or with `id` corrects one that is in force.',
    args: {
      id: t.arg.id(),
      term: t.arg.string({ required: true, description: 'At most 40 characters.' }),
      synonym: t.arg.string({ required: true, description: 'At most 40 characters.' }),
      note: t.arg.string({ required: true, defaultValue: '', description: 'Why; at most 200 characters.' }),
    },
    errors: refusals,
    resolve: (_, { id, ...fields }, { ctx }) =>
      saveSynonymPair(ctx, { ...fields, id: id ? readRawId(id, 'synonym pair') : null }),
  }),
  removeSynonymPair: t.field({
    type: SynonymPairType,
    description: 'Takes a pair out of force.',
    args: { id: t.arg.id({ required: true }) },
    errors: refusals,
    resolve: (_, { id }, { ctx }) => removeSynonymPair(ctx, { id: readRawId(id, 'synonym pair') }),
  }),
}))
