FROM node:24-trixie AS build
WORKDIR /site
COPY . .
RUN npm install
RUN npm run build

FROM build AS lint
RUN npm run lint

FROM nginxinc/nginx-unprivileged:trixie
COPY --from=lint /site/dist /usr/share/nginx/html
