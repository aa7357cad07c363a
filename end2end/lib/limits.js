/** That a limit is reached, as pages, answers and mails say it. */
export function reached(say, what, limit, { seats = false } = {}) {
  const title = what[0].toUpperCase() + what.slice(1);
  const used = say.used_at_a_time({ what: title, used: limit, limit });
  return `${used} ${seats ? say.make_room_seats : say.make_room} ${say.who_raises}`;
}
