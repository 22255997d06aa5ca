/**
 * Walks a parsed document once, as if its fragments were written out, and stops at the first limit it exceeds. Every
 * step counts as a selection, so the walk ends after at most `limits.selections` steps whatever the document says. It
 * runs before validation, which compares fields pairwise and would itself be the victim of a flood; what is wrong for
 * other reasons (unknown fields, cycles of fragments) is passed over here and left to validation.
 */
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'
import { type LimitName, type Limits, limitExceeded } from './limits.ts'
import { fieldDefinition, isListField, sizeOfField } from './list-size.ts'

interface Place {
  type: GraphQLNamedType | undefined
  depth: number
  /** How often this place is reached: the product of the list sizes above it. */
  times: number
  /** The page size that a connection hands to the list within it; null outside. */
  pageSize: number | null
  isIntrospection: boolean
  /** Names of the fragments this place lies in, for cycles. */
  within: readonly string[]
}

interface Walk {
  schema: GraphQLSchema
  limits: Limits
  fragments: Map<string, FragmentDefinitionNode>
  reached: Set<string>
  counts: Record<'aliases' | 'directives' | 'selections' | 'rootFields' | 'cost', number>
}

function count(walk: Walk, what: keyof Walk['counts'], by: number): void {
  walk.counts[what] += by
  if (walk.counts[what] > walk.limits[what]) throw limitExceeded(what, walk.limits[what])
}

function requireWithin(walk: Walk, limit: LimitName, value: number): void {
  if (value > walk.limits[limit]) throw limitExceeded(limit, walk.limits[limit])
}

/**
 * The cost of a field is 1 (or its entry in `fieldCosts`) for each time it can occur, that is multiplied by the sizes
 * of the lists around it: an upper bound of the values in the answer. A list in `itemCosts` costs that much more for
 * each item it may hold.
 */
function walkField(walk: Walk, field: FieldNode, place: Place): void {
  const name = field.name.value
  if (field.alias && field.alias.value !== name) count(walk, 'aliases', 1)
  if (place.depth === 0) count(walk, 'rootFields', 1)
  const isIntrospection = place.isIntrospection || name === '__schema' || name === '__type'
  const depth = place.depth + 1
  requireWithin(walk, isIntrospection ? 'introspectionDepth' : 'depth', depth)
  const key = `${place.type?.name}.${name}`
  if (!isIntrospection) count(walk, 'cost', place.times * (walk.limits.fieldCosts[key] ?? 1))
  if (!field.selectionSet) return
  const definition = fieldDefinition(place.type, name)
  const size = sizeOfField(field, definition, place.pageSize, walk.limits.listItems)
  count(walk, 'cost', place.times * size * (walk.limits.itemCosts[key] ?? 0))
  const isList = isListField(definition)
  walkSelections(walk, field.selectionSet, {
    type: definition && getNamedType(definition.type),
    depth,
    times: isList ? place.times * size : place.times,
    pageSize: isList ? null : definition?.args.some(arg => arg.name === 'first') ? size : null,
    isIntrospection,
    within: place.within,
  })
}

function walkSpread(walk: Walk, name: string, place: Place): void {
  const fragment = walk.fragments.get(name)
  if (!fragment || place.within.includes(name)) return
  walk.reached.add(name)
  walkFragment(walk, fragment, { ...place, within: [...place.within, name] })
}

function walkFragment(walk: Walk, fragment: FragmentDefinitionNode, place: Place): void {
  count(walk, 'directives', fragment.directives?.length ?? 0)
  const type = walk.schema.getType(fragment.typeCondition.name.value)
  walkSelections(walk, fragment.selectionSet, { ...place, type })
}

function walkSelection(walk: Walk, selection: SelectionNode, place: Place): void {
  count(walk, 'selections', 1)
  count(walk, 'directives', selection.directives?.length ?? 0)
  if (selection.kind === Kind.FIELD) walkField(walk, selection, place)
  else if (selection.kind === Kind.FRAGMENT_SPREAD) walkSpread(walk, selection.name.value, place)
  else {
    const condition = selection.typeCondition?.name.value
    walkSelections(walk, selection.selectionSet, {
      ...place,
      type: condition === undefined ? place.type : walk.schema.getType(condition),
    })
  }
}

function walkSelections(walk: Walk, set: SelectionSetNode, place: Place): void {
  for (const selection of set.selections) walkSelection(walk, selection, place)
}

/** Throws the error of the first limit that the document exceeds. */
export function checkDocument(schema: GraphQLSchema, document: DocumentNode, limits: Limits): void {
  const fragments = document.definitions.filter(definition => definition.kind === Kind.FRAGMENT_DEFINITION)
  const walk: Walk = {
    schema,
    limits,
    fragments: new Map(fragments.map(fragment => [fragment.name.value, fragment])),
    reached: new Set(),
    counts: { aliases: 0, directives: 0, selections: 0, rootFields: 0, cost: 0 },
  }
  const top = { depth: 0, times: 1, pageSize: null, isIntrospection: false, within: [] }
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue
    count(walk, 'directives', definition.directives?.length ?? 0)
    for (const variable of definition.variableDefinitions ?? [])
      count(walk, 'directives', variable.directives?.length ?? 0)
    walkSelections(walk, definition.selectionSet, {
      ...top,
      type: schema.getRootType(definition.operation) ?? undefined,
    })
  }
  // Validation reads fragments that nothing spreads, too.
  for (const fragment of fragments)
    if (!walk.reached.has(fragment.name.value))
      walkFragment(walk, fragment, { ...top, depth: 1, type: undefined, within: [fragment.name.value] })
}
