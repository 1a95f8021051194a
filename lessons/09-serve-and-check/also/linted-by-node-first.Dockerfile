FROM node:24-trixie AS lint
WORKDIR /site
COPY . .
RUN node lint.js

FROM lint AS build
RUN npm run build

FROM nginxinc/nginx-unprivileged:trixie
COPY --from=build /site/dist /usr/share/nginx/html
