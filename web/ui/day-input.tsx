/** A day as YYYY-MM-DD text in the form, chosen from a calendar. */
import { DatePicker } from 'antd'
import dayjs from 'dayjs'

interface DayInputProps {
  id?: string
  value?: string | null
  onChange?(day: string | null): void
  'aria-label'?: string
}

export function DayInput({ id, value, onChange, ...named }: DayInputProps) {
  return (
    <DatePicker
      {...(id && { id })}
      {...named}
      value={value ? dayjs(value) : null}
      onChange={day => onChange?.(day ? day.format('YYYY-MM-DD') : null)}
      style={{ width: '100%' }}
    />
  )
}
