// A button that leads to the page of a form opens the form over the list instead.
document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a[data-opens]');
  const isPlain = !event.button && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  const dialog = link && isPlain && document.getElementById(link.dataset.opens);
  if (!dialog?.showModal) return;
  event.preventDefault();
  dialog.close();
  dialog.showModal();
});
