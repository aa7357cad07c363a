// Shows the ticket by itself; without script there is a button for it. Whoever comes back here has used theirs.
addEventListener('pageshow', (event) => {
  if (!event.persisted) document.getElementById('enter')?.submit();
});
