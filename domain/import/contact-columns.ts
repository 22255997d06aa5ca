/** The three columns of the contact person, the same in every library. */
import type { Contact } from '../listing.ts'
import { type ImportColumn, textColumn } from './column.ts'
import { textLimits } from './limits.ts'

export function contactColumns<Content extends { contact: Contact }>(): ImportColumn<Content>[] {
  return [
    textColumn(
      { field: 'contactName', zh: '联系人', en: 'Contact', aliases: ['联系人姓名', 'contact.name'] },
      textLimits.name,
      (content, value) => {
        content.contact.name = value
      },
    ),
    textColumn(
      { field: 'contactPhone', zh: '联系电话', en: 'Phone', aliases: ['电话', '手机', '联系方式', 'contact.phone'] },
      textLimits.name,
      (content, value) => {
        content.contact.phone = value
      },
    ),
    textColumn(
      { field: 'contactEmail', zh: '电子邮箱', en: 'Email', aliases: ['邮箱', 'e-mail', 'contact.email'] },
      textLimits.short,
      (content, value) => {
        content.contact.email = value
      },
    ),
  ]
}
