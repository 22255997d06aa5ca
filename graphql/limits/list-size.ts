/** How long a list may become, read off the document and the schema before anything runs. */
import {
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type ValueNode,
} from 'graphql'
import { defaultPageSize } from '#domain/page.ts'

/** A list without a stated size (indicators, keywords, roles) is taken to hold this many items. */
export const unstatedListSize = 10

type Definition = GraphQLField<unknown, unknown>

export function fieldDefinition(type: GraphQLNamedType | undefined, name: string): Definition | undefined {
  if (isObjectType(type) || isInterfaceType(type)) return type.getFields()[name]
  return undefined
}

export function isListField(definition: Definition | undefined): boolean {
  if (!definition) return false
  return isListType(isNonNullType(definition.type) ? definition.type.ofType : definition.type)
}

function statedSize(value: ValueNode, whenVariable: number): number | null {
  if (value.kind === Kind.VARIABLE) return whenVariable
  if (value.kind === Kind.INT) return Math.max(1, Number(value.value))
  return null
}

/**
 * Items the field may return: its `first` or `last`, the longest literal list among its arguments (`nodes(ids: …)`),
 * the page size of the connection it lies in, or a guess. `whenVariable` stands for what a variable decides, because
 * a document is judged once for all its variables.
 */
export function sizeOfField(
  field: FieldNode,
  definition: Definition | undefined,
  pageSize: number | null,
  whenVariable: number,
): number {
  const stated = (field.arguments ?? [])
    .filter(argument => argument.name.value === 'first' || argument.name.value === 'last')
    .map(argument => statedSize(argument.value, whenVariable) ?? defaultPageSize)
  if (stated.length > 0) return Math.max(...stated)
  const byDefault = definition?.args.find(arg => arg.name === 'first')
  if (byDefault) return typeof byDefault.defaultValue === 'number' ? byDefault.defaultValue : defaultPageSize
  const ids = field.arguments?.find(argument => argument.name.value === 'ids')?.value
  if (ids) return ids.kind === Kind.LIST ? Math.max(1, ids.values.length) : whenVariable
  return pageSize ?? unstatedListSize
}
