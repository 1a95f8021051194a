FROM node:24-trixie AS build
WORKDIR /site
COPY . .
RUN npm run build

FROM nginx:trixie
COPY --from=build /site/dist /usr/share/nginx/html
