/** On narrow screens filters and charts are folded away until they are asked for. `onUnfold()` says that there is other room. */
export function unfoldBy(button, className, onUnfold) {
  button.addEventListener('click', () => {
    const open = document.body.classList.toggle(className);
    button.setAttribute('aria-expanded', String(open));
    onUnfold();
  });
}
