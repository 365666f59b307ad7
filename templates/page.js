/* Readable without this: it only lets a photo open larger in place. */
document.addEventListener("click", function (event) {
  var image = event.target.closest("figure.plate img");
  if (!image) return;
  image.closest("figure").classList.toggle("large");
});
