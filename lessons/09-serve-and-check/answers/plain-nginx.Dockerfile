FROM node:24-trixie AS sources
WORKDIR /app
COPY package.json *.js ./
COPY src src

FROM sources AS check
RUN node lint.js && touch /linted

FROM sources AS pages
RUN node build.js

FROM nginx:trixie
RUN sed -i 's/listen  *80;/listen 8080;/' /etc/nginx/conf.d/default.conf \
    && sed -i 's,/run/nginx.pid,/tmp/nginx.pid,; /^user/d' /etc/nginx/nginx.conf \
    && chown nginx /var/cache/nginx
EXPOSE 8080
USER nginx
COPY --from=check /linted /tmp/
COPY --from=pages /app/dist /usr/share/nginx/html
