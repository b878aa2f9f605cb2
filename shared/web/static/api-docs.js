// Shows the service's own OpenAPI document; nothing is loaded from elsewhere.
const place = document.getElementById("api");
SwaggerUIBundle({ domNode: place, url: place.dataset.document, validatorUrl: null, deepLinking: true });
