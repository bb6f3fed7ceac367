// Narrows the page to what holds the words: whole sections, or single rows where a table is all there is to a section.
const search = document.querySelector('nav input');
const narrow = () => {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const holds = element => words.every(word => element.textContent.toLowerCase().includes(word));
  for (const section of document.querySelectorAll('main section')) {
    section.hidden = !holds(section) && words.length > 0 && section.id !== '';
    if (section.id !== '') continue;
    for (const row of section.querySelectorAll('tbody tr')) row.hidden = !holds(row);
  }
};
search.addEventListener('input', narrow);
document.addEventListener('keydown', event => {
  if (event.key !== '/' || event.target === search) return;
  event.preventDefault();
  search.focus();
});
