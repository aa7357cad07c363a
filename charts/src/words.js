// Numbers and instants as the reader's language and zone write them.

const DAY = { day: "numeric", month: "short" };
const TIME = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const AXIS = { minute: TIME, hour: TIME, day: DAY, month: { month: "short", year: "numeric" } };
const FULL = {
  minute: { weekday: "short", ...DAY, ...TIME },
  hour: { weekday: "short", ...DAY, ...TIME },
  day: { weekday: "long", ...DAY, year: "numeric" },
  month: { month: "long", year: "numeric" },
};

/** `step` is minute, hour, day or month; a category that is no RFC 3339 instant is shown as it is. */
export function words(language, zone, step = "day") {
  const number = new Intl.NumberFormat(language);
  const compact = new Intl.NumberFormat(language, { notation: "compact", maximumFractionDigits: 1 });
  const format = (options) => new Intl.DateTimeFormat(language, { timeZone: zone || undefined, ...options });
  const [axis, full, day, time] = [AXIS[step], FULL[step], DAY, TIME].map(format);
  const instant = (value) => (/^\d{4}-\d\d-\d\dT/.test(value) ? new Date(value) : null);
  const midnight = (value) => {
    const at = instant(value);
    return at !== null && time.format(at) === "00:00";
  };
  const byTime = axis.resolvedOptions().hour !== undefined;
  return {
    number: (value) => (value == null || value === "-" || Number.isNaN(value) ? "\u2013" : number.format(value)),
    compact: (value) => compact.format(value),
    tick: (value) => (instant(value) ? (byTime && midnight(value) ? day : axis).format(instant(value)) : value),
    title: (value) => (instant(value) ? full.format(instant(value)) : value),
    // Over several days by the hour, only midnights are named.
    interval: (values) => (byTime && values.length > 48 && values.some(midnight) ? (_, value) => midnight(value) : "auto"),
  };
}
