// A field for a day or a time becomes one to pick it in, unless it holds what only text can: a whole day, or an offset.
for (const field of document.querySelectorAll('input[data-moment]')) {
  if (!field.value || /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(field.value)) field.type = 'datetime-local';
}
