window.ui = SwaggerUIBundle({
  url: '/api/swagger/doc.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  persistAuthorization: true,
  tryItOutEnabled: true,
  validatorUrl: null,
});
