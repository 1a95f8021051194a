FROM node:24-trixie AS sources
WORKDIR /app
COPY package.json *.js ./
COPY src src

FROM sources AS check
RUN node lint.js && touch /linted

FROM sources AS pages
RUN node build.js

FROM nginx:trixie
COPY --chmod=644 <<CONF /etc/nginx/nginx.conf
pid /tmp/nginx.pid;
events {}
http {
    include /etc/nginx/mime.types;
    client_body_temp_path /tmp/client;
    proxy_temp_path /tmp/proxy;
    fastcgi_temp_path /tmp/fastcgi;
    uwsgi_temp_path /tmp/uwsgi;
    scgi_temp_path /tmp/scgi;
    server {
        listen 8080;
        root /usr/share/nginx/html;
    }
}
CONF
EXPOSE 8080
USER nginx
COPY --from=check /linted /tmp/
COPY --from=pages /app/dist /usr/share/nginx/html
